#include "core/edge/security/key_service/aws_kms.h"

#include "core/base/json_text.h"
#include "core/edge/security/key_service/service_answer.h"
#include "core/edge/security/key_service/service_words.h"

#include <QCoroTimer>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <utility>

namespace omni::keyservice {

namespace {

/// "ThrottlingException", whatever stands before and behind it.
std::string errorName(const ServiceAnswer& answer)
{
    std::string name(answer.text("/__type"));
    if (const auto mark = name.rfind('#'); mark != std::string::npos) {
        name.erase(0, mark + 1);
    }
    return name;
}

bool isOneOf(std::string_view name, std::initializer_list<std::string_view> all)
{
    return std::ranges::find(all, name) != all.end();
}

Error errorOfName(const std::string& name, std::string_view message, int status)
{
    const std::string said = " (" + told(name) + (message.empty() ? "" : ": " + told(message)) + ")";
    if (isOneOf(name, {"AccessDeniedException", "KMSAccessDeniedException"})) {
        return {Errc::Denied, "AWS KMS does not let these keys use this key: ask for the right to it" + said};
    }
    if (isOneOf(name,
                {"UnrecognizedClientException", "InvalidClientTokenId", "MissingAuthenticationTokenException",
                 "IncompleteSignatureException", "NotAuthorized", "OptInRequired"})) {
        return {Errc::Denied, "AWS does not know these access keys" + said};
    }
    if (isOneOf(name, {"ExpiredTokenException", "ExpiredToken", "TokenRefreshRequired"})) {
        return {Errc::Denied, "the access keys were lent for a time that is over: get new ones" + said};
    }
    if (isOneOf(name, {"InvalidSignatureException", "SignatureDoesNotMatch", "RequestExpired"})) {
        // Not what it says further: that quotes the request, with the session's token in it.
        return {Errc::Denied,
                "AWS does not take the signature: the secret is another one, or this clock is wrong (" + told(name)
                    + ")"};
    }
    if (isOneOf(name, {"DisabledException", "KMSInvalidStateException"})) {
        return {Errc::Denied,
                "the key in AWS KMS is disabled or waits for its deletion: it unwraps nothing now" + said};
    }
    if (name == "NotFoundException") {
        return {Errc::NotFound, "AWS KMS has no such key in this region" + said};
    }
    if (isOneOf(name, {"InvalidCiphertextException", "IncorrectKeyException", "InvalidKeyUsageException"})) {
        return {Errc::Corrupt, "the key in AWS KMS does not unwrap what the slot holds" + said};
    }
    if (isOneOf(name, {"ThrottlingException", "LimitExceededException", "TooManyRequestsException"})) {
        return {Errc::RateLimited, "AWS KMS was asked too often, by whomever of this account; wait a minute" + said};
    }
    auto error = errorOfStatus(status);
    error.detail += name.empty() ? "" : said;
    return error;
}

/// Whether asking again may help. The two acts have no effect, so they may be done twice.
bool isPassing(const net::HttpOutcome& outcome, std::string_view name)
{
    return outcome
        && (outcome->status >= 500 || outcome->status == 429
            || isOneOf(name,
                       {"ThrottlingException", "LimitExceededException", "TooManyRequestsException",
                        "DependencyTimeoutException", "KMSInternalException", "KeyUnavailableException"}));
}

std::string hexOf(const vault::VaultId& id)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    for (const std::byte each : id) {
        out += digits[std::to_integer<unsigned>(each) >> 4U];
        out += digits[std::to_integer<unsigned>(each) & 15U];
    }
    return out;
}

/// What KMS binds the wrapped key to; it stands in the clear in AWS's own log of who unwrapped what.
void addContext(JsonText& json, const vault::VaultId& vault)
{
    json.key("EncryptionContext").object().member("application", "omnitrade").member("vault", hexOf(vault)).end();
}

Result<ServiceAnswer> answerOf(net::HttpOutcome& outcome)
{
    if (!outcome) {
        return tl::unexpected(errorOf(outcome.error()));
    }
    auto answer = ServiceAnswer::read(outcome->body);
    if (outcome->status == 200) {
        return answer;
    }
    if (!answer) {
        return tl::unexpected(errorOfStatus(outcome->status));
    }
    const auto message = answer->text("/message").empty() ? answer->text("/Message") : answer->text("/message");
    return tl::unexpected(errorOfName(errorName(*answer), message, outcome->status));
}

} // namespace

Result<std::string> awsAddress(std::string_view region)
{
    const std::string address = "https://kms." + std::string(region) + ".amazonaws.com";
    if (region.empty() || region.size() > 32 || !std::ranges::all_of(region, [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
        })) {
        return failure(Errc::Invalid, omni::quoted(region) + " is no region of AWS");
    }
    return address;
}

AwsKms::AwsKms(net::HttpPort& port, Clock& clock, AwsPlace place, AwsKeys keys, Rule rule, std::uint64_t seed)
    : m_port(port)
    , m_clock(clock)
    , m_place(std::move(place))
    , m_keys(std::move(keys))
    , m_rule(rule)
    , m_backoff(rule.backoff, seed)
{
}

net::HttpRequest AwsKms::signedRequest(const std::string& action, const std::string& body) const
{
    const std::string date = amzDate(m_clock.wall());
    SignedParts parts;
    const auto endpoint = endpointFrom(m_place.address);
    parts.fields = {{"content-type", "application/x-amz-json-1.1"},
                    {"host", endpoint ? net::hostText(*endpoint) : std::string()},
                    {"x-amz-date", date},
                    {"x-amz-target", "TrentService." + action}};
    if (!m_keys.sessionToken.isEmpty()) {
        parts.fields.emplace_back("x-amz-security-token", std::string(m_keys.sessionToken.exposed()));
    }
    parts.body = body;
    net::HttpRequest request;
    request.method = net::HttpMethod::Post;
    request.timeout = m_rule.within;
    request.body = body;
    for (const auto& [name, value] : parts.fields) {
        if (name != "host" && name != "x-amz-security-token") {
            request.fields.push_back({name, value});
        }
    }
    auto signature = authorization(parts, m_keys, date, m_place.region, "kms");
    request.secrets.push_back({"authorization", Secret(signature)});
    net::wipe(signature);
    if (!m_keys.sessionToken.isEmpty()) {
        request.secrets.push_back({"x-amz-security-token", Secret(m_keys.sessionToken.exposed())});
        net::wipe(parts.fields.back().second);
    }
    return request;
}

QCoro::Task<net::HttpOutcome> AwsKms::ask(std::string action, std::string body)
{
    for (int tries = 1;; ++tries) {
        auto request = signedRequest(action, body);
        auto asked = m_port.send(std::move(request));
        auto outcome = co_await asked;
        std::string name;
        if (outcome && outcome->status != 200) {
            std::string copy = outcome->body; // of a refusal: no secret is in it
            if (const auto answer = ServiceAnswer::read(copy)) {
                name = errorName(*answer);
            }
        }
        if (tries >= m_rule.triesMost || !isPassing(outcome, name)) {
            co_return outcome;
        }
        const auto now = m_clock.mono();
        const auto wait = std::chrono::nanoseconds((m_backoff.nextTry(now) - now).ns);
        QTimer timer;
        timer.setSingleShot(true);
        timer.start(std::max(std::chrono::ceil<std::chrono::milliseconds>(wait), std::chrono::milliseconds(1)));
        co_await timer;
    }
}

QCoro::Task<Result<MadeKey>> AwsKms::make(vault::VaultId vault)
{
    JsonText json;
    json.object().member("KeyId", m_place.key).member("KeySpec", "AES_256");
    addContext(json, vault);
    auto asked = ask("GenerateDataKey", json.end().take());
    auto outcome = co_await asked;
    const auto answer = answerOf(outcome);
    if (!answer) {
        co_return tl::unexpected(answer.error());
    }
    auto key = keyFromBase64(answer->text("/Plaintext"));
    if (!key) {
        co_return tl::unexpected(key.error());
    }
    MadeKey made{std::move(*key), {ServiceKind::AwsKms, m_place.address, {}, {}, {}, m_place.region, {}}};
    // The key's own name, not an alias that somebody may point elsewhere.
    const auto own = answer->text("/KeyId");
    made.reference.key = own.empty() ? m_place.key : std::string(own);
    made.reference.wrapped = answer->text("/CiphertextBlob");
    if (!check(made.reference)) {
        co_return failure(Errc::Corrupt, "what AWS KMS answers names no wrapped key");
    }
    co_return made;
}

QCoro::Task<Result<vault::SecretBytes>> AwsKms::fetch(SlotReference reference, vault::VaultId vault)
{
    if (reference.kind != ServiceKind::AwsKms || reference.address != m_place.address
        || reference.region != m_place.region) {
        co_return failure(Errc::Conflict, "the slot was made for another key service than the one that was named");
    }
    JsonText json;
    json.object().member("CiphertextBlob", reference.wrapped).member("KeyId", reference.key);
    addContext(json, vault);
    auto asked = ask("Decrypt", json.end().take());
    auto outcome = co_await asked;
    const auto answer = answerOf(outcome);
    if (!answer) {
        co_return tl::unexpected(answer.error());
    }
    co_return keyFromBase64(answer->text("/Plaintext"));
}

} // namespace omni::keyservice
