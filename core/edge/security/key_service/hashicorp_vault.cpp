#include "core/edge/security/key_service/hashicorp_vault.h"

#include "core/base/json_text.h"
#include "core/edge/security/key_service/service_words.h"
#include "core/edge/security/vault/key_derivation.h"

#include <utility>

#include <fmt/format.h>

namespace omni::keyservice {

namespace {

/// No token of the service is longer, and none lives for longer than a hundred years.
constexpr std::size_t mostTokenBytes = 4096;
constexpr std::int64_t mostLifeSeconds = std::int64_t{100} * 366 * 86'400;

/// What is built once and wiped: it does not grow, so no copy of a part is left behind.
std::string bodyWith(std::string_view before, std::string_view secret, std::string_view behind)
{
    std::string body;
    body.reserve(before.size() + secret.size() + behind.size());
    return body.append(before).append(secret).append(behind);
}

/// Visible ASCII that needs no escape in JSON.
bool isPlain(std::string_view text) noexcept
{
    if (text.empty() || text.size() > mostTokenBytes) {
        return false;
    }
    for (const char c : text) {
        if (c <= ' ' || c > '~' || c == '"' || c == '\\') {
            return false;
        }
    }
    return true;
}

Error errorOfAnswer(int status, const Result<ServiceAnswer>& answer)
{
    const auto first = answer ? told(answer->text("/errors/0")) : std::string();
    const std::string said = first.empty() ? "" : " (" + first + ")";
    switch (status) {
    case 400:
        return first.find("check-and-set") != std::string::npos
            ? Error{Errc::Conflict, "something is kept under this name at HashiCorp Vault already: choose another one"}
            : Error{Errc::Corrupt, "HashiCorp Vault does not take what it was asked" + said};
    case 403:
        return {Errc::Denied, "HashiCorp Vault refuses: the token is wrong, over, or has no right to this" + said};
    case 404:
        return {Errc::NotFound, "HashiCorp Vault has no such engine, key or version" + said};
    case 472:
    case 473:
        return {Errc::Unavailable, "this HashiCorp Vault is a standby: name the address of the active one"};
    case 501:
        return {Errc::Unavailable, "this HashiCorp Vault was never initialized"};
    case 503:
        return {Errc::Unavailable, "HashiCorp Vault is sealed or in maintenance: somebody has to unseal it" + said};
    default:
        return errorOfStatus(status);
    }
}

} // namespace

HashicorpVault::HashicorpVault(net::HttpPort& port, HashicorpPlace place, Duration within)
    : m_port(port)
    , m_place(std::move(place))
    , m_within(within)
{
}

QCoro::Task<Result<ServiceAnswer>> HashicorpVault::ask(net::HttpMethod method, std::string path, std::string body)
{
    net::HttpRequest request;
    request.method = method;
    request.target = "/v1/" + path;
    request.timeout = m_within;
    request.fields.push_back({"X-Vault-Request", "true"});
    if (!m_place.nameSpace.empty()) {
        request.fields.push_back({"X-Vault-Namespace", m_place.nameSpace});
    }
    if (!body.empty()) {
        request.fields.push_back({"Content-Type", "application/json"});
    }
    if (!m_token.isEmpty()) {
        request.secrets.push_back({"X-Vault-Token", Secret(m_token.exposed())});
    }
    request.body = std::move(body);
    auto asked = m_port.send(std::move(request));
    auto outcome = co_await asked;
    if (!outcome) {
        co_return tl::unexpected(errorOf(outcome.error()));
    }
    if (outcome->status == 204) {
        outcome->body = "{}"; // done, and nothing to say
    }
    auto answer = ServiceAnswer::read(outcome->body);
    if (outcome->status != 200 && outcome->status != 204) {
        co_return tl::unexpected(errorOfAnswer(outcome->status, answer));
    }
    co_return answer;
}

Result<Lease> HashicorpVault::takenLease(const ServiceAnswer& answer)
{
    const auto token = answer.text("/auth/client_token");
    const auto life = answer.number("/auth/lease_duration");
    if (!isPlain(token) || !life || *life < 0 || *life > mostLifeSeconds) {
        return failure(Errc::Corrupt, "HashiCorp Vault answers without a token");
    }
    m_token = Secret(token);
    return Lease{seconds(*life), answer.flag("/auth/renewable")};
}

QCoro::Task<Result<Lease>> HashicorpVault::signInWithToken(Secret token)
{
    if (!isPlain(token.exposed())) {
        co_return failure(Errc::Invalid, "this is no token of HashiCorp Vault");
    }
    m_token = std::move(token);
    auto asked = ask(net::HttpMethod::Get, "auth/token/lookup-self", {});
    const auto answer = co_await asked;
    if (!answer) {
        m_token = {};
        co_return tl::unexpected(answer.error());
    }
    const auto life = answer->number("/data/ttl");
    if (!life || *life < 0 || *life > mostLifeSeconds) {
        m_token = {};
        co_return failure(Errc::Corrupt, "HashiCorp Vault does not say what the token is worth");
    }
    co_return Lease{seconds(*life), answer->flag("/data/renewable")};
}

QCoro::Task<Result<Lease>> HashicorpVault::signInWithRole(Secret role, Secret secret)
{
    if (!isPlain(role.exposed()) || !isPlain(secret.exposed())) {
        co_return failure(Errc::Invalid, "this is no role of HashiCorp Vault and its secret");
    }
    m_token = {};
    auto start = bodyWith(R"({"role_id":")", role.exposed(), R"(","secret_id":")");
    auto body = bodyWith(start, secret.exposed(), R"("})");
    net::wipe(start);
    auto asked = ask(net::HttpMethod::Post, "auth/approle/login", std::move(body));
    const auto answer = co_await asked;
    if (!answer) {
        auto error = answer.error();
        if (error.code == Errc::Corrupt) { // 400 is how it says so
            error = {Errc::Denied, "HashiCorp Vault does not know this role, or its secret is wrong or used up"};
        }
        co_return tl::unexpected(std::move(error));
    }
    co_return takenLease(*answer);
}

QCoro::Task<Result<Lease>> HashicorpVault::renew()
{
    if (m_token.isEmpty()) {
        co_return failure(Errc::Denied, "nobody is signed in at HashiCorp Vault");
    }
    auto asked = ask(net::HttpMethod::Post, "auth/token/renew-self", "{}");
    const auto answer = co_await asked;
    if (!answer) {
        co_return tl::unexpected(answer.error());
    }
    co_return takenLease(*answer);
}

QCoro::Task<Result<void>> HashicorpVault::signOut()
{
    if (m_token.isEmpty()) {
        co_return Result<void>();
    }
    auto asked = ask(net::HttpMethod::Post, "auth/token/revoke-self", "{}");
    const auto answer = co_await asked;
    m_token = {};
    if (!answer) {
        co_return tl::unexpected(answer.error());
    }
    co_return Result<void>();
}

QCoro::Task<Result<MadeKey>> HashicorpVault::make(vault::VaultId)
{
    if (m_token.isEmpty()) {
        co_return failure(Errc::Denied, "nobody is signed in at HashiCorp Vault");
    }
    auto key = vault::SecretBytes::random(vault::keyBytes);
    if (!key) {
        co_return tl::unexpected(key.error());
    }
    MadeKey made{std::move(*key),
                 {m_place.kind, m_place.address, m_place.nameSpace, m_place.mount, m_place.key, {}, "0"}};
    if (const auto good = check(made.reference); !good) { // before its names become parts of a path
        co_return tl::unexpected(good.error());
    }
    const bool isTransit = m_place.kind == ServiceKind::Transit;
    auto text = base64Of(made.key.exposed());
    auto body = isTransit ? bodyWith(R"({"plaintext":")", text, R"("})")
                          : bodyWith(R"({"options":{"cas":0},"data":{"key":")", text, R"("}})");
    net::wipe(text);
    auto asked = ask(net::HttpMethod::Post, m_place.mount + (isTransit ? "/encrypt/" : "/data/") + m_place.key,
                     std::move(body));
    const auto answer = co_await asked;
    if (!answer) {
        co_return tl::unexpected(answer.error());
    }
    const auto version = answer->number("/data/version");
    made.reference.wrapped = isTransit ? std::string(answer->text("/data/ciphertext"))
        : version                      ? std::to_string(*version)
                                       : std::string();
    if (!check(made.reference)) {
        co_return failure(Errc::Corrupt, "what HashiCorp Vault answers names no wrapped key");
    }
    co_return made;
}

QCoro::Task<Result<vault::SecretBytes>> HashicorpVault::fetch(SlotReference reference, vault::VaultId)
{
    if (m_token.isEmpty()) {
        co_return failure(Errc::Denied, "nobody is signed in at HashiCorp Vault");
    }
    if (const auto good = check(reference); !good) {
        co_return tl::unexpected(good.error());
    }
    if (reference.kind == ServiceKind::AwsKms || reference.address != m_place.address
        || reference.nameSpace != m_place.nameSpace) {
        co_return failure(Errc::Conflict, "the slot was made for another key service than the one that was named");
    }
    const bool isTransit = reference.kind == ServiceKind::Transit;
    auto asked = isTransit
        ? ask(net::HttpMethod::Post, reference.mount + "/decrypt/" + reference.key,
              bodyWith(R"({"ciphertext":")", reference.wrapped, R"("})"))
        : ask(net::HttpMethod::Get, reference.mount + "/data/" + reference.key + "?version=" + reference.wrapped, {});
    const auto answer = co_await asked;
    if (!answer) {
        auto error = answer.error();
        if (isTransit && error.code == Errc::Corrupt) {
            error.detail = "the key at HashiCorp Vault does not unwrap what the slot holds: it is another one, or its "
                           "version was taken out of use";
        }
        co_return tl::unexpected(std::move(error));
    }
    co_return keyFromBase64(answer->text(isTransit ? "/data/plaintext" : "/data/data/key"));
}

} // namespace omni::keyservice
