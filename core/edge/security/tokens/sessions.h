// Sessions of the control interface: short access tokens, a refresh token that is good once, and an end that is at once
// (safety 4.5, V19, V20).
//
// Key and sessions live in memory alone: every session ends with the program, and no key lies on a disk. A refresh
// token that comes for the second time was copied by somebody: its session ends for both who have it.

#pragma once

#include "core/base/digest.h"
#include "core/edge/security/tokens/signing_key.h"

#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace omni::tokens {

inline constexpr Duration accessLife = minutes(15);
inline constexpr Duration sessionLife = hours(12); ///< However often it is refreshed.
inline constexpr Duration keyLife = days(90);
inline constexpr std::size_t mostSessionsOfAPerson = 8; ///< One more ends the oldest.
inline constexpr std::size_t mostAccessOfASession = 4; ///< Of more that live at once the oldest ends.
inline constexpr std::size_t refreshBytes = 48; ///< 64 letters of base64url.

/// What a person may do now. Asked at each check, so that a change is seen by the next request.
class Standings
{
public:
    struct Standing {
        risk::Roles roles;
        std::uint32_t sessionVersion = 0;
    };
    virtual ~Standings() = default;
    /// Nothing: there is no such person. Called under the lock of the sessions, so it asks nothing of them.
    [[nodiscard]] virtual std::optional<Standing> of(std::string_view person) const = 0;
};

/// Both clocks: the wall's stands in the token, the other one cannot be set.
struct TokenMoment {
    Timestamp wall;
    Monotonic mono;
};

struct Issued {
    platform::SecretBytes access; ///< A JSON Web Token.
    platform::SecretBytes refresh; ///< 64 letters.
};

/// Any thread.
class Sessions
{
public:
    /// `standings` outlives the sessions. `onRefusal` is told of each refusal, outside of the lock, for the audit.
    /// `key` is a new one (`newSigningKey`).
    Sessions(const InstallId& install, const Standings& standings, std::function<TokenMoment()> now,
             std::function<void(TokenFault)> onRefusal, SigningKey key);

    /// For a person who has just signed in. NotFound when there is none; Invalid for a clock out of bounds.
    [[nodiscard]] Result<Issued> begin(std::string_view person);
    /// What a request may go by. Nothing of a token that is refused is to be told to its sender.
    [[nodiscard]] tl::expected<Claims, TokenFault> check(std::string_view access);
    /// New tokens for a refresh token, which is used up by it. Errors are faults of the token; Expired is also a
    /// session that is over, Ended one that nobody knows, and what there is no memory for.
    [[nodiscard]] tl::expected<Issued, TokenFault> refresh(std::string_view refreshToken);
    /// Signing out: ends the session that the claims of a checked token are of.
    void end(const Claims& claims);
    /// Ends all sessions of a person, for instance when the account's sessions end.
    void endAllOf(std::string_view person);
    /// A new key: access tokens of before are refused at once, refresh tokens stay good. Happens by itself behind
    /// `keyLife`.
    [[nodiscard]] Result<void> rotateKey();
    [[nodiscard]] std::size_t count() const;

private:
    using Tag = std::array<std::byte, 8>;
    struct Access {
        TokenId id{};
        Monotonic issued;
    };
    struct Session {
        std::array<std::byte, 16> id{}; ///< Known to whoever holds a refresh token.
        Tag tag{}; ///< Of the id; the beginning of the ids of its access tokens.
        std::string person;
        std::uint32_t version = 0;
        Monotonic begun;
        Digest refresh{}; ///< Of the refresh token that is good.
        std::vector<Access> access; ///< The oldest first.
    };

    [[nodiscard]] tl::expected<Claims, TokenFault> checked(std::string_view access, const TokenMoment& now);
    [[nodiscard]] tl::expected<Issued, TokenFault> refreshed(std::string_view refreshToken, const TokenMoment& now);
    [[nodiscard]] Result<Issued> issue(Session& session, risk::Roles roles, const TokenMoment& now);
    [[nodiscard]] Result<void> renewKey(const TokenMoment& now);
    [[nodiscard]] std::vector<Session>::iterator sessionOf(const TokenId& access);
    void dropOldestOf(std::string_view person);

    InstallId m_install;
    const Standings& m_standings;
    std::function<TokenMoment()> m_now; ///< Read under the lock, so that moments come in their order.
    std::function<void(TokenFault)> m_onRefusal;
    mutable std::mutex m_mutex; ///< Over all below.
    SigningKey m_key;
    Monotonic m_keyMade;
    std::vector<Session> m_sessions; ///< The oldest first.
};

} // namespace omni::tokens
