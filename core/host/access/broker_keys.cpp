#include "core/host/access/broker_keys.h"

#include "core/edge/platform/process_environment.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

#include <fmt/format.h>

namespace omni::runtime {

namespace {

tl::unexpected<RunFailure> refused(FailureKind kind, std::string code, std::string message, std::string hint)
{
    return tl::unexpected(RunFailure{kind, std::move(code), std::move(message), std::move(hint), {}, 0});
}

std::string capital(std::string_view text)
{
    std::string out(text);
    for (char& c : out) {
        c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return out;
}

std::string_view trimmed(std::string_view text) noexcept
{
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' ')) {
        text.remove_suffix(1);
    }
    return text;
}

Outcome<Secret> secretFromFile(const std::string& variable, std::string_view name)
{
    const std::filesystem::path file(name);
    std::error_code error;
    const auto status = std::filesystem::status(file, error);
    if (error || status.type() != std::filesystem::file_type::regular) {
        return refused(FailureKind::BadInput, "no_secret_file", variable + " names no ordinary file",
                       "name the file that holds the private key in PEM");
    }
    constexpr auto others = std::filesystem::perms::group_all | std::filesystem::perms::others_all;
    if ((status.permissions() & others) != std::filesystem::perms::none) {
        return refused(FailureKind::Refused, "secret_file_is_open",
                       "the file that " + variable + " names may be read or written by others",
                       "chmod 600 it, and think about a new key");
    }
    std::ifstream in(file, std::ios::binary);
    std::string text(mostKeyBytes + 1, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(std::max<std::streamsize>(in.gcount(), 0)));
    Secret secret(trimmed(text));
    std::fill(text.begin(), text.end(), '\0');
    if (!isKeyText(secret.exposed(), true)) {
        return refused(FailureKind::BadInput, "bad_secret_file",
                       "the file that " + variable + " names holds no private key in PEM",
                       fmt::format("it is text of at most {} bytes", mostKeyBytes));
    }
    return secret;
}

std::string hintFor(const KeyVariables& variables)
{
    const auto& [key, secret, file] = variables;
    const std::string pem = file + ", a file with a private key in PEM";
    return fmt::format("set {} and {} in the environment of this program; they are read once and then removed from it",
                       key,
                       secret.empty()     ? pem
                           : file.empty() ? secret
                                          : fmt::format("{} (or {})", secret, pem));
}

} // namespace

bool isKeyText(std::string_view text, bool hasLines) noexcept
{
    return !text.empty() && text.size() <= mostKeyBytes && std::all_of(text.begin(), text.end(), [hasLines](char c) {
        return (c > ' ' && c <= '~') || (hasLines && (c == '\n' || c == '\r' || c == ' '));
    });
}

KeyVariables keyVariablesOf(std::string_view broker, orders::Environment environment)
{
    const std::string stem = fmt::format("OMNI_{}_{}_", capital(broker), capital(orders::nameOf(environment)));
    return {stem + "KEY", stem + "SECRET", stem + "SECRET_FILE"};
}

Outcome<brokers::BrokerKey> takeBrokerKey(std::string_view broker, orders::Environment environment)
{
    return takeBrokerKey(broker, environment, keyVariablesOf(broker, environment));
}

Outcome<brokers::BrokerKey> takeBrokerKey(std::string_view broker, orders::Environment environment,
                                          const KeyVariables& variables)
{
    const auto& [keyName, secretName, fileName] = variables;
    const auto taken = [](const std::string& name) {
        return name.empty() ? std::optional<Secret>() : platform::takeVariable(name.c_str());
    };
    auto id = taken(keyName);
    auto secret = taken(secretName);
    const auto file = taken(fileName);
    const auto isMissing = [](const std::optional<Secret>& one) { return !one || one->isEmpty(); };
    if (isMissing(id) || (isMissing(secret) && isMissing(file))) {
        return refused(FailureKind::Refused, "no_key",
                       fmt::format("there is no key for {} ({}): {} is not set", broker, orders::nameOf(environment),
                                   isMissing(id)            ? keyName
                                       : secretName.empty() ? fileName
                                                            : secretName),
                       hintFor(variables));
    }
    if (!isMissing(secret) && !isMissing(file)) {
        return refused(FailureKind::BadInput, "two_secrets", secretName + " and " + fileName + " are both set",
                       "set the one that belongs to the key");
    }
    if (isMissing(secret)) {
        auto read = secretFromFile(fileName, file->exposed());
        if (!read) {
            return tl::unexpected(read.error());
        }
        secret.emplace(std::move(*read));
    } else if (!isKeyText(secret->exposed(), secret->exposed().starts_with("-----BEGIN"))) {
        return refused(FailureKind::BadInput, "bad_key", secretName + " holds characters that no secret has",
                       "copy it again, without spaces and quotes around it");
    }
    if (!isKeyText(id->exposed(), false)) {
        return refused(FailureKind::BadInput, "bad_key", keyName + " holds characters that no key has",
                       "copy it again, without spaces and quotes around it");
    }
    brokers::BrokerKey key;
    key.environment = environment;
    key.id = std::move(*id);
    key.secret = std::move(*secret);
    key.source = "external";
    return key;
}

} // namespace omni::runtime
