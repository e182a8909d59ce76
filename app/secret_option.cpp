#include "app/secret_option.h"

#include "core/edge/platform/secret_input.h"

#include <charconv>

namespace omni::app {

namespace {

using platform::SecretBytes;
using runtime::Outcome;

constexpr int mostDescriptor = 1 << 20;

tl::unexpected<runtime::RunFailure> notRead(std::string_view option, const Error& why)
{
    using runtime::FailureKind;
    const bool isNoTerminal = option.empty();
    const bool isRefused = why.code == Errc::Unavailable;
    return tl::unexpected(runtime::RunFailure{
        isRefused ? FailureKind::Refused : FailureKind::BadInput,
        "no_secret",
        isNoTerminal ? "the secret cannot be asked for: " + why.detail : std::string(option) + ": " + why.detail,
        isNoTerminal ? "give it through a file descriptor, as in: 3< file … --passphrase-fd 3"
                     : "the descriptor has to be open for reading and give the secret as text",
        {},
        0});
}

Outcome<SecretBytes> mustBeThere(Result<SecretBytes> read, std::string_view option)
{
    if (read && read->isEmpty()) {
        read = failure(Errc::NotFound, "it is empty");
    }
    if (!read) {
        return notRead(option, read.error());
    }
    return std::move(*read);
}

Secret textOf(const SecretBytes& bytes)
{
    const auto all = bytes.exposed();
    return Secret(std::string_view(reinterpret_cast<const char*>(all.data()), all.size()));
}

} // namespace

Outcome<std::optional<int>> descriptorOf(const Arguments& arguments, std::string_view option)
{
    const auto text = arguments.value(option);
    if (!text) {
        return std::nullopt;
    }
    int number = -1;
    const auto* const end = text->data() + text->size();
    const auto read = std::from_chars(text->data(), end, number);
    if (read.ec != std::errc() || read.ptr != end || number < 0 || number > mostDescriptor) {
        return wrongUsage(std::string(option) + " takes the number of an open file descriptor",
                          "as in: 3< file … " + std::string(option) + " 3; secrets are never given as words");
    }
    return number;
}

Outcome<void> mustBeOpen(const Arguments& arguments, std::string_view option)
{
    const auto descriptor = descriptorOf(arguments, option);
    if (!descriptor) {
        return tl::unexpected(descriptor.error());
    }
    if (*descriptor && !platform::isOpenDescriptor(**descriptor)) {
        return notRead(option, {Errc::Unavailable, "no such descriptor is open"});
    }
    return {};
}

Outcome<SecretBytes> secretOf(const Arguments& arguments, std::string_view option, std::string_view prompt)
{
    const auto descriptor = descriptorOf(arguments, option);
    if (!descriptor) {
        return tl::unexpected(descriptor.error());
    }
    return *descriptor ? mustBeThere(platform::readSecretLine(**descriptor), option)
                       : mustBeThere(platform::askForSecret(prompt), {});
}

Outcome<SecretBytes> newSecretOf(const Arguments& arguments, std::string_view option, std::string_view prompt)
{
    auto first = secretOf(arguments, option, prompt);
    if (!first || arguments.has(option)) {
        return first;
    }
    const auto again = mustBeThere(platform::askForSecret("Once more: "), {});
    if (!again) {
        return tl::unexpected(again.error());
    }
    if (!platform::areEqualSecrets(first->exposed(), again->exposed())) {
        return tl::unexpected(runtime::RunFailure{runtime::FailureKind::BadInput,
                                                  "not_the_same",
                                                  "the two are not the same",
                                                  "nothing was changed; try again",
                                                  {},
                                                  0});
    }
    return first;
}

Outcome<TypedKey> brokerKeyOf(const Arguments& arguments, std::string_view option)
{
    const auto descriptor = descriptorOf(arguments, option);
    if (!descriptor) {
        return tl::unexpected(descriptor.error());
    }
    const bool isTyped = !*descriptor;
    const auto id = isTyped ? mustBeThere(platform::askForSecret("Key (its name at the broker): "), {})
                            : mustBeThere(platform::readSecretLine(**descriptor), option);
    if (!id) {
        return tl::unexpected(id.error());
    }
    const auto secret = isTyped ? mustBeThere(platform::askForSecret("Its secret: "), {})
                                : mustBeThere(platform::readSecretRest(**descriptor), option);
    if (!secret) {
        return tl::unexpected(secret.error());
    }
    TypedKey key{textOf(*id), textOf(*secret)};
    if (isTyped
        && key.secret.exposed().starts_with("-----BEGIN")) { // a terminal gives one line; the rest is the shell's
        return tl::unexpected(runtime::RunFailure{
            runtime::FailureKind::BadInput,
            "private_key_typed",
            "a private key has lines, and a terminal gives the first",
            "nothing was kept; give it through a file descriptor, as in: 3< file … " + std::string(option) + " 3",
            {},
            0});
    }
    return key;
}

} // namespace omni::app
