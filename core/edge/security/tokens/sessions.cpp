#include "core/edge/security/tokens/sessions.h"

#include <algorithm>
#include <utility>

namespace omni::tokens {

using platform::SecretBytes;

namespace {

constexpr std::int64_t second = seconds(1).ns;

/// Random bytes that are no secret.
template<std::size_t Size> Result<std::array<std::byte, Size>> randomBytes()
{
    const auto drawn = SecretBytes::random(Size);
    if (!drawn) {
        return tl::unexpected(drawn.error());
    }
    std::array<std::byte, Size> bytes{};
    std::ranges::copy(drawn->exposed(), bytes.begin());
    return bytes;
}

Digest refreshDigest(std::span<const std::byte> token)
{
    return digestOf("session-refresh", token);
}

} // namespace

Sessions::Sessions(const InstallId& install, const Standings& standings, std::function<TokenMoment()> now,
                   std::function<void(TokenFault)> onRefusal, SigningKey key)
    : m_install(install)
    , m_standings(standings)
    , m_now(std::move(now))
    , m_onRefusal(std::move(onRefusal))
    , m_key(std::move(key))
    , m_keyMade(m_now().mono)
{
}

Result<Issued> Sessions::begin(std::string_view person)
{
    const std::scoped_lock lock(m_mutex);
    const auto now = m_now();
    const auto standing = m_standings.of(person);
    if (!standing) {
        return failure(Errc::NotFound, "there is no account of this name");
    }
    const auto id = randomBytes<16>();
    if (!id) {
        return tl::unexpected(id.error());
    }
    Session session;
    session.id = *id;
    const auto digest = digestOf("session-tag", *id);
    std::ranges::copy(std::span(digest).first(session.tag.size()), session.tag.begin());
    session.person = person;
    session.version = standing->sessionVersion;
    session.begun = now.mono;
    auto issued = issue(session, standing->roles, now);
    if (issued) {
        dropOldestOf(person);
        m_sessions.push_back(std::move(session));
    }
    return issued;
}

Result<Issued> Sessions::issue(Session& session, risk::Roles roles, const TokenMoment& now)
{
    if (const auto renewed = now.mono - m_keyMade >= keyLife ? renewKey(now) : Result<void>(); !renewed) {
        return tl::unexpected(renewed.error());
    }
    auto refresh = SecretBytes::random(refreshBytes);
    auto letters = SecretBytes::zeros(base64UrlSize(refreshBytes));
    const auto rest = randomBytes<sizeof(TokenId) - sizeof(Tag)>();
    if (!refresh || !letters || !rest) {
        return failure(Errc::Full, "no memory or no randomness for tokens");
    }
    std::ranges::copy(session.id, refresh->exposedForWriting().begin());
    writeBase64Url(refresh->exposed(), letters->exposedForWriting());

    Claims claims;
    claims.audience = m_install;
    claims.subject = session.person;
    claims.roles = roles;
    claims.sessionVersion = session.version;
    std::ranges::copy(session.tag, claims.id.begin());
    std::ranges::copy(*rest, claims.id.begin() + sizeof(Tag));
    claims.issuedAt = claims.notBefore = flooredTo(now.wall, seconds(1)).ns / second;
    claims.expiresAt = claims.issuedAt + accessLife.ns / second;
    if (!claimsFrom(claimsText(claims))) {
        return failure(Errc::Invalid, "a name, roles or a clock that no token holds");
    }
    const auto text = signedTextOf(claims);
    auto access = compactOf(text, signatureOf(m_key, text));
    if (!access) {
        return tl::unexpected(access.error());
    }
    session.refresh = refreshDigest(refresh->exposed());
    session.access.push_back({claims.id, now.mono});
    if (session.access.size() > mostAccessOfASession) {
        session.access.erase(session.access.begin());
    }
    return Issued{std::move(*access), std::move(*letters)};
}

tl::expected<Claims, TokenFault> Sessions::check(std::string_view access)
{
    auto claims = [&] {
        const std::scoped_lock lock(m_mutex);
        return checked(access, m_now());
    }();
    if (!claims) {
        m_onRefusal(claims.error());
    }
    return claims;
}

tl::expected<Claims, TokenFault> Sessions::checked(std::string_view access, const TokenMoment& now)
{
    const auto parts = partsOf(access);
    if (!parts) {
        return tl::unexpected(parts.error());
    }
    if (!isSignedBy(m_key.publicKey, parts->signedText, parts->signature)) {
        return tl::unexpected(TokenFault::NotSigned);
    }
    auto claims = claimsFrom(parts->payload);
    if (!claims) {
        return claims;
    }
    if (claims->audience != m_install) {
        return tl::unexpected(TokenFault::Audience);
    }
    if (now.wall.ns < claims->notBefore * second || now.wall.ns < claims->issuedAt * second) {
        return tl::unexpected(TokenFault::NotYet);
    }
    if (now.wall.ns >= claims->expiresAt * second || claims->expiresAt - claims->issuedAt > accessLife.ns / second) {
        return tl::unexpected(TokenFault::Expired);
    }
    const auto session = sessionOf(claims->id);
    const auto standing = m_standings.of(claims->subject);
    if (session == m_sessions.end() || session->person != claims->subject || !standing
        || standing->sessionVersion != claims->sessionVersion || standing->roles != claims->roles) {
        return tl::unexpected(TokenFault::Ended);
    }
    const auto known = std::ranges::find(session->access, claims->id, &Access::id);
    if (known == session->access.end()) {
        return tl::unexpected(TokenFault::Ended);
    }
    if (now.mono - known->issued >= accessLife || now.mono - session->begun >= sessionLife) {
        return tl::unexpected(TokenFault::Expired);
    }
    return claims;
}

tl::expected<Issued, TokenFault> Sessions::refresh(std::string_view refreshToken)
{
    auto issued = [&] {
        const std::scoped_lock lock(m_mutex);
        return refreshed(refreshToken, m_now());
    }();
    if (!issued) {
        m_onRefusal(issued.error());
    }
    return issued;
}

tl::expected<Issued, TokenFault> Sessions::refreshed(std::string_view refreshToken, const TokenMoment& now)
{
    auto bytes = SecretBytes::zeros(refreshBytes);
    if (!bytes) {
        return tl::unexpected(TokenFault::Ended);
    }
    if (!bytesFromBase64Url(refreshToken, bytes->exposedForWriting())) {
        return tl::unexpected(TokenFault::Form);
    }
    const auto id = bytes->exposed().first(sizeof(Session::id));
    const auto session
        = std::ranges::find_if(m_sessions, [&](const Session& each) { return platform::areEqualSecrets(each.id, id); });
    if (session == m_sessions.end()) {
        return tl::unexpected(TokenFault::Ended);
    }
    const auto standing = m_standings.of(session->person);
    const bool isGood = platform::areEqualSecrets(refreshDigest(bytes->exposed()), session->refresh);
    const bool isOver = now.mono - session->begun >= sessionLife;
    if (!isGood || isOver || !standing || standing->sessionVersion != session->version) {
        m_sessions.erase(session);
        return tl::unexpected(!isGood ? TokenFault::Reused : isOver ? TokenFault::Expired : TokenFault::Ended);
    }
    auto issued = issue(*session, standing->roles, now);
    if (!issued) {
        return tl::unexpected(TokenFault::Ended);
    }
    return std::move(*issued);
}

void Sessions::end(const Claims& claims)
{
    const std::scoped_lock lock(m_mutex);
    if (const auto session = sessionOf(claims.id); session != m_sessions.end() && session->person == claims.subject) {
        m_sessions.erase(session);
    }
}

void Sessions::endAllOf(std::string_view person)
{
    const std::scoped_lock lock(m_mutex);
    std::erase_if(m_sessions, [&](const Session& each) { return each.person == person; });
}

Result<void> Sessions::rotateKey()
{
    const std::scoped_lock lock(m_mutex);
    return renewKey(m_now());
}

Result<void> Sessions::renewKey(const TokenMoment& now)
{
    auto key = newSigningKey();
    if (!key) {
        return tl::unexpected(key.error());
    }
    m_key = std::move(*key);
    m_keyMade = now.mono;
    return {};
}

std::size_t Sessions::count() const
{
    const std::scoped_lock lock(m_mutex);
    return m_sessions.size();
}

std::vector<Sessions::Session>::iterator Sessions::sessionOf(const TokenId& access)
{
    return std::ranges::find_if(
        m_sessions, [&](const Session& each) { return std::ranges::equal(each.tag, std::span(access).first<8>()); });
}

void Sessions::dropOldestOf(std::string_view person)
{
    const auto isTheirs = [&](const Session& each) { return each.person == person; };
    if (static_cast<std::size_t>(std::ranges::count_if(m_sessions, isTheirs)) >= mostSessionsOfAPerson) {
        m_sessions.erase(std::ranges::find_if(m_sessions, isTheirs));
    }
}

} // namespace omni::tokens
