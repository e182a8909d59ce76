#include "core/host/access/key_slots/key_slots.h"

#include "core/edge/net/http_client.h"
#include "core/edge/platform/process_environment.h"
#include "core/edge/security/key_service/aws_kms.h"
#include "core/edge/security/key_service/hashicorp_vault.h"
#include "core/edge/security/key_service/service_answer.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace omni::runtime {

namespace {

using keyservice::ServiceKind;
using vault::SlotKind;

tl::unexpected<RunFailure> keyFailure(FailureKind kind, std::string code, std::string message, std::string hint = {})
{
    return tl::unexpected(RunFailure{kind, std::move(code), std::move(message), std::move(hint), {}, 0});
}

/// What the keeper of a key says, as what a person can do about it. Whatever it is, the vault stays shut.
tl::unexpected<RunFailure> notGiven(const Error& why)
{
    const std::string hint = "nothing was changed; the passphrase opens the vault as before";
    switch (why.code) {
    case Errc::Denied:
        return keyFailure(FailureKind::Refused, "key_is_refused", why.detail, hint);
    case Errc::Conflict:
        return keyFailure(FailureKind::Refused, "other_key_service", why.detail, hint);
    case Errc::NotFound:
        return keyFailure(FailureKind::Refused, "key_is_not_there", why.detail, hint);
    case Errc::Unavailable:
    case Errc::TimedOut:
    case Errc::RateLimited:
        return keyFailure(FailureKind::Unreachable, "key_service_is_away", why.detail, hint);
    case Errc::Invalid:
    case Errc::Corrupt:
    case Errc::Newer:
        return keyFailure(FailureKind::BadInput, "key_does_not_fit", why.detail, hint);
    case Errc::Overflow:
    case Errc::Full:
        break;
    }
    return keyFailure(FailureKind::Failed, "no_key", why.detail, hint);
}

tl::unexpected<RunFailure> slotNotWritten(const Error& why)
{
    return failureOf(kindOf(why.code), "writing the vault", why,
                     "it holds what it held before or, if the disk failed at its very end, the change");
}

/// A client of one address, whoever is behind it, and what speaks its language.
class Service
{
public:
    static Outcome<std::unique_ptr<Service>> make(const ServiceWish& wish, ServiceCredential credential, Clock& clock)
    {
        auto service = std::unique_ptr<Service>(new Service);
        std::string address = wish.address;
        if (wish.kind == ServiceKind::AwsKms && address.empty()) {
            auto own = keyservice::awsAddress(wish.region);
            if (!own) {
                return notGiven(own.error());
            }
            address = std::move(*own);
        }
        net::HttpClientRule rule;
        const auto endpoint = keyservice::endpointFrom(address);
        if (!endpoint) {
            return notGiven(endpoint.error());
        }
        rule.link.endpoint = *endpoint;
        rule.link.tls.trustedPem = wish.trustedPem;
        rule.limits.body = keyservice::mostAnswerBytes;
        auto client = net::HttpClient::make(std::move(rule), clock);
        if (!client) {
            return notGiven(client.error());
        }
        service->m_client = std::move(*client);
        service->m_address = keyservice::addressText(*endpoint);
        service->speak(wish, std::move(credential), clock);
        return service;
    }

    /// Signs in where that is an act of its own.
    QCoro::Task<Result<void>> begin()
    {
        if (!m_hashicorp) {
            co_return Result<void>();
        }
        const bool isRole = !m_credential.second.isEmpty();
        auto asked = isRole ? m_hashicorp->signInWithRole(std::move(m_credential.first), std::move(m_credential.second))
                            : m_hashicorp->signInWithToken(std::move(m_credential.first));
        const auto lease = co_await asked;
        if (!lease) {
            co_return tl::unexpected(lease.error());
        }
        m_isOwnToken = isRole;
        co_return Result<void>();
    }
    /// Ends the token that the sign-in made. That it could not be ended is no reason not to open: it ends by itself.
    QCoro::Task<void> end()
    {
        if (m_isOwnToken) {
            auto asked = m_hashicorp->signOut();
            static_cast<void>(co_await asked);
        }
    }
    [[nodiscard]] const std::string& address() const noexcept
    {
        return m_address;
    }
    [[nodiscard]] keyservice::KeySource& source()
    {
        return m_hashicorp ? static_cast<keyservice::KeySource&>(*m_hashicorp) : *m_kms;
    }

private:
    Service() = default;
    void speak(const ServiceWish& wish, ServiceCredential credential, Clock& clock)
    {
        if (wish.kind == ServiceKind::AwsKms) {
            m_kms = std::make_unique<keyservice::AwsKms>(
                *m_client, clock, keyservice::AwsPlace{m_address, wish.region, wish.key},
                keyservice::AwsKeys{std::move(credential.first), std::move(credential.second),
                                    std::move(credential.third)},
                keyservice::AwsKms::Rule{}, static_cast<std::uint64_t>(clock.mono().ns));
            return;
        }
        m_credential = std::move(credential);
        m_hashicorp = std::make_unique<keyservice::HashicorpVault>(
            *m_client, keyservice::HashicorpPlace{wish.kind, m_address, wish.nameSpace, wish.mount, wish.key});
    }

    std::unique_ptr<net::HttpClient> m_client; ///< Dies last.
    std::unique_ptr<keyservice::HashicorpVault> m_hashicorp;
    std::unique_ptr<keyservice::AwsKms> m_kms;
    ServiceCredential m_credential;
    std::string m_address;
    bool m_isOwnToken = false;
};

/// The vault as it lies there, shut: its id, and what the slot of this kind says.
struct ShutSlot {
    vault::VaultId vault{};
    Bytes reference;
    vault::Expected expected; ///< By the audit record.
    std::unique_ptr<VaultFiles> files;
};

Outcome<ShutSlot> shutSlot(const std::filesystem::path& profile, SlotKind kind)
{
    if (!hasVault(profile)) {
        return keyFailure(FailureKind::Refused, "no_vault", "there is no vault in this profile",
                          "omnitrade vault init makes one");
    }
    auto files = VaultFiles::open(profile);
    if (!files) {
        return failureOf(kindOf(files.error().code), "the vault's folder", files.error(), hintFor(files.error().code));
    }
    const auto bytes = (*files)->read(vault::VaultFile::Current);
    if (!bytes) {
        return failureOf(kindOf(bytes.error().code), "reading the vault", bytes.error());
    }
    const auto image = vault::readVault(*bytes);
    if (!image) {
        return failureOf(kindOf(image.error().code), "reading the vault", image.error(), "nothing was changed");
    }
    const auto& all = image->header.keySlots;
    const auto slot = std::ranges::find(all, kind, &vault::Slot::kind);
    if (slot == all.end()) {
        return keyFailure(FailureKind::Refused, "no_such_lock",
                          fmt::format("this vault does not open with {}", nameOfSlot(kind)),
                          "its passphrase opens it, and omnitrade vault add-slot adds one");
    }
    auto expected = expectedOf(profile, **files);
    if (!expected) {
        return failureOf(FailureKind::BadInput, "nobody knows whether the vault was set back", expected.error(),
                         "omnitrade audit verify tells what is wrong with the audit record");
    }
    return ShutSlot{image->header.id, slot->reference, *expected, std::move(*files)};
}

Outcome<OpenVault> openedByKey(ShutSlot slot, SlotKind kind, const vault::SecretBytes& key)
{
    auto opened = vault::Vault::openWithKey(*slot.files, kind, key.exposed(), slot.expected);
    if (!opened && opened.error().code == Errc::Denied) {
        return keyFailure(FailureKind::Refused, "vault_does_not_open",
                          fmt::format("the vault does not open with the key of {}", nameOfSlot(kind)),
                          "the slot was damaged, or the key is another one; the passphrase opens the vault");
    }
    if (!opened) {
        return failureOf(kindOf(opened.error().code), "opening the vault", opened.error(), "nothing was changed");
    }
    return OpenVault(std::move(slot.files), std::move(*opened));
}

std::vector<std::string_view> linesOf(std::string_view text)
{
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        auto line = text.substr(0, end);
        if (line.ends_with('\r')) {
            line.remove_suffix(1);
        }
        if (!line.empty()) {
            lines.push_back(line);
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

} // namespace

Outcome<ServiceCredential> takeCredential(ServiceKind kind)
{
    const auto taken = [](const char* name) {
        auto value = platform::takeVariable(name);
        return value ? std::move(*value) : Secret();
    };
    ServiceCredential credential;
    if (kind == ServiceKind::AwsKms) {
        credential = {taken("AWS_ACCESS_KEY_ID"), taken("AWS_SECRET_ACCESS_KEY"), taken("AWS_SESSION_TOKEN")};
        if (credential.first.isEmpty() || credential.second.isEmpty()) {
            return keyFailure(FailureKind::Refused, "no_credential", "there is no access key for AWS KMS",
                              "give it through a file descriptor, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; "
                              "they are read once and then removed");
        }
        return credential;
    }
    Secret token = taken("VAULT_TOKEN");
    credential = {taken("VAULT_ROLE_ID"), taken("VAULT_SECRET_ID"), {}};
    if (!token.isEmpty()) {
        return ServiceCredential{std::move(token), {}, {}};
    }
    if (credential.first.isEmpty() || credential.second.isEmpty()) {
        return keyFailure(FailureKind::Refused, "no_credential", "there is no token and no role for HashiCorp Vault",
                          "give one through a file descriptor, or set VAULT_TOKEN, or VAULT_ROLE_ID and "
                          "VAULT_SECRET_ID; they are read once and then removed");
    }
    return credential;
}

Outcome<ServiceCredential> credentialFrom(ServiceKind kind, std::string_view text)
{
    const auto lines = linesOf(text);
    const bool isAws = kind == ServiceKind::AwsKms;
    if (lines.empty() || lines.size() > (isAws ? 3U : 2U) || (isAws && lines.size() < 2)) {
        return keyFailure(FailureKind::BadInput, "bad_credential",
                          isAws
                              ? "what signs in at AWS are two lines, the access key and its secret, or a third one "
                                "with the session's token"
                              : "what signs in at HashiCorp Vault is one line, a token, or two, a role and its secret");
    }
    const auto line = [&](std::size_t i) { return i < lines.size() ? Secret(lines[i]) : Secret(); };
    return ServiceCredential{line(0), line(1), line(2)};
}

QCoro::Task<Outcome<void>> addServiceSlot(OpenVault& vault, ServiceWish wish, ServiceCredential credential,
                                          Clock& clock)
{
    auto service = Service::make(wish, std::move(credential), clock);
    if (!service) {
        co_return tl::unexpected(service.error());
    }
    auto beginning = (*service)->begin();
    if (const auto begun = co_await beginning; !begun) {
        co_return notGiven(begun.error());
    }
    auto making = (*service)->source().make(vault->id());
    const auto made = co_await making;
    auto ending = (*service)->end();
    co_await ending;
    if (!made) {
        co_return notGiven(made.error());
    }
    auto reference = keyservice::referenceBytes(made->reference);
    if (!reference) {
        co_return notGiven(reference.error());
    }
    const auto added
        = vault->addKeySlot(SlotKind::KeyService, made->key.exposed(), std::move(*reference), clock.wall());
    if (!added) {
        co_return slotNotWritten(added.error());
    }
    co_return Outcome<void>();
}

QCoro::Task<Outcome<OpenVault>> openByService(std::filesystem::path profile, ServiceWish wish,
                                              ServiceCredential credential, Clock& clock)
{
    auto slot = shutSlot(profile, SlotKind::KeyService);
    if (!slot) {
        co_return tl::unexpected(slot.error());
    }
    const auto reference = keyservice::referenceFrom(slot->reference);
    if (!reference) {
        co_return notGiven(reference.error());
    }
    if (reference->kind != wish.kind) {
        co_return keyFailure(FailureKind::Refused, "other_key_service",
                             fmt::format("the vault's slot is one of {}", keyservice::nameOf(reference->kind)),
                             "name that one, with what signs in there");
    }
    wish.nameSpace = reference->nameSpace;
    wish.mount = reference->mount;
    wish.key = reference->key;
    wish.region = reference->region;
    auto service = Service::make(wish, std::move(credential), clock);
    if (!service) {
        co_return tl::unexpected(service.error());
    }
    if ((*service)->address() != reference->address) { // before anything that signs in goes there
        co_return keyFailure(FailureKind::Refused, "other_key_service",
                             "the vault's slot was made for another address than the one that was named",
                             "name the one that it was made for; the passphrase opens the vault as before");
    }
    auto beginning = (*service)->begin();
    if (const auto begun = co_await beginning; !begun) {
        co_return notGiven(begun.error());
    }
    auto fetching = (*service)->source().fetch(*reference, slot->vault);
    const auto key = co_await fetching;
    auto ending = (*service)->end();
    co_await ending;
    if (!key) {
        co_return notGiven(key.error());
    }
    co_return openedByKey(std::move(*slot), SlotKind::KeyService, *key);
}

QCoro::Task<Outcome<void>> addKeyringSlot(OpenVault& vault, keyring::Keyring& keyring, Clock& clock)
{
    const auto name = keyring::newName(vault->id());
    auto key = vault::SecretBytes::random(vault::keyBytes);
    if (!name || !key) {
        co_return notGiven(name ? key.error() : name.error());
    }
    auto copy = vault::SecretBytes::copyOf(key->exposed());
    if (!copy) {
        co_return notGiven(copy.error());
    }
    std::string before; // the key of an earlier slot, which opens nothing any more
    for (const auto& slot : vault->keySlots()) {
        if (slot.kind == SlotKind::Keyring) {
            before = keyring::nameFrom(slot.reference).value_or(std::string());
        }
    }
    auto keeping = keyring.keep(*name, std::move(*copy));
    if (const auto kept = co_await keeping; !kept) {
        co_return notGiven(kept.error());
    }
    const auto added
        = vault->addKeySlot(SlotKind::Keyring, key->exposed(), keyring::referenceBytes(*name), clock.wall());
    if (const std::string useless = added ? before : *name; !useless.empty()) {
        auto forgetting = keyring.forget(useless);
        static_cast<void>(co_await forgetting);
    }
    if (!added) {
        co_return slotNotWritten(added.error());
    }
    co_return Outcome<void>();
}

QCoro::Task<Outcome<OpenVault>> openByKeyring(std::filesystem::path profile, keyring::Keyring& keyring)
{
    auto slot = shutSlot(profile, SlotKind::Keyring);
    if (!slot) {
        co_return tl::unexpected(slot.error());
    }
    const auto name = keyring::nameFrom(slot->reference);
    if (!name) {
        co_return notGiven(name.error());
    }
    auto fetching = keyring.fetch(*name);
    const auto key = co_await fetching;
    if (!key) {
        co_return notGiven(key.error());
    }
    co_return openedByKey(std::move(*slot), SlotKind::Keyring, *key);
}

QCoro::Task<Outcome<void>> removeKeyringSlot(OpenVault& vault, keyring::Keyring& keyring, Clock& clock)
{
    std::string name;
    for (const auto& slot : vault->keySlots()) {
        if (slot.kind == SlotKind::Keyring) {
            name = keyring::nameFrom(slot.reference).value_or(std::string());
        }
    }
    if (const auto removed = vault->removeSlot(SlotKind::Keyring, clock.wall()); !removed) {
        co_return slotNotWritten(removed.error());
    }
    if (!name.empty()) {
        auto forgetting = keyring.forget(name);
        static_cast<void>(co_await forgetting); // what is left there opens nothing any more
    }
    co_return Outcome<void>();
}

Outcome<void> removeServiceSlot(OpenVault& vault, Timestamp now)
{
    const auto removed = vault->removeSlot(SlotKind::KeyService, now);
    return removed ? Outcome<void>() : slotNotWritten(removed.error());
}

} // namespace omni::runtime
