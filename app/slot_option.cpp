#include "app/slot_option.h"

#include "app/secret_option.h"

#include "core/edge/platform/secret_input.h"
#include "core/edge/platform/system_clock.h"

#include <fstream>
#include <utility>

namespace omni::app {

namespace {

using runtime::Outcome;

constexpr std::size_t mostPemBytes = 256 * 1024;

/// Public: a certificate is no secret.
Outcome<std::string> pemFrom(const std::string& file)
{
    std::ifstream in(file, std::ios::binary);
    std::string text(mostPemBytes + 1, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(std::max<std::streamsize>(in.gcount(), 0)));
    if (text.find("-----BEGIN CERTIFICATE-----") == std::string::npos || text.size() > mostPemBytes) {
        return tl::unexpected(runtime::RunFailure{runtime::FailureKind::BadInput, "no_certificates",
                                                  "this file holds no certificates in PEM, or cannot be read",
                                                  "name a file that begins with -----BEGIN CERTIFICATE-----", file, 0});
    }
    return text;
}

Outcome<runtime::ServiceCredential> credentialOf(const Arguments& arguments, keyservice::ServiceKind kind,
                                                 std::string_view option)
{
    const auto descriptor = descriptorOf(arguments, option);
    if (!descriptor) {
        return tl::unexpected(descriptor.error());
    }
    if (!*descriptor) {
        return runtime::takeCredential(kind);
    }
    const auto all = platform::readSecretRest(**descriptor);
    if (!all) {
        return tl::unexpected(runtime::RunFailure{runtime::FailureKind::BadInput,
                                                  "no_secret",
                                                  std::string(option) + ": " + all.error().detail,
                                                  "the descriptor has to be open for reading and give lines of text",
                                                  {},
                                                  0});
    }
    const auto bytes = all->exposed();
    return runtime::credentialFrom(kind, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

/// A vault has no default, which waiting for one would want.
QCoro::Task<void> putOpened(std::optional<Outcome<runtime::OpenVault>>& into,
                            QCoro::Task<Outcome<runtime::OpenVault>> opening)
{
    auto opened = co_await opening;
    into.emplace(std::move(opened));
}

} // namespace

Outcome<SlotSource> slotSourceFrom(const Arguments& arguments, std::string_view name, const SlotOptionNames& names)
{
    SlotSource source;
    source.isKeyring = name == keyringSource;
    if (source.isKeyring) {
        return source;
    }
    const auto kind = keyservice::serviceKindFrom(name);
    if (!kind) {
        return wrongUsage(kind.error().detail, "one of keyring, hashicorp-transit, hashicorp-kv, aws-kms");
    }
    source.wish.kind = *kind;
    const bool isAws = *kind == keyservice::ServiceKind::AwsKms;
    source.wish.address = arguments.value(names.address).value_or(std::string());
    if (source.wish.address.empty() && !isAws) {
        return wrongUsage(std::string(names.address) + " is needed: the address of the service that may see the token",
                          "as in " + std::string(names.address) + " https://vault.example.com:8200");
    }
    if (const auto file = arguments.value(names.authority)) {
        auto pem = pemFrom(*file);
        if (!pem) {
            return tl::unexpected(pem.error());
        }
        source.wish.trustedPem = std::move(*pem);
    }
    auto credential = credentialOf(arguments, *kind, names.credential);
    if (!credential) {
        return tl::unexpected(credential.error());
    }
    source.credential = std::move(*credential);
    return source;
}

Outcome<runtime::OpenVault> openedBySlot(const std::filesystem::path& profile, SlotSource source)
{
    const WaitingPlace place;
    platform::SystemClock clock;
    keyring::DesktopKeyring keyring;
    std::optional<Outcome<runtime::OpenVault>> opened;
    auto opening = putOpened(opened,
                             source.isKeyring ? runtime::openByKeyring(profile, keyring)
                                              : runtime::openByService(profile, std::move(source.wish),
                                                                       std::move(source.credential), clock));
    QCoro::waitFor(opening);
    return std::move(*opened);
}

WaitingPlace::WaitingPlace()
{
    static char name[] = "omnitrade";
    static char* words[] = {name, nullptr};
    static int count = 1;
    if (QCoreApplication::instance() == nullptr) {
        m_application.emplace(count, words);
    }
}

} // namespace omni::app
