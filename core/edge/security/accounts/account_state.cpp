#include "core/edge/security/accounts/account_state.h"

#include "core/edge/security/totp/totp_code.h"

#include <algorithm>
#include <set>
#include <utility>

namespace omni::accounts {

using platform::SecretBytes;

namespace {

constexpr std::uint32_t stateForm = 0x4341'4D4F; // "OMAC"
constexpr std::uint16_t stateVersion = 1;
constexpr std::size_t paceBytes = 4 + 8 + 16;
constexpr std::size_t verifierBytes = 16 + 32;
constexpr std::size_t momentBytes = 8 + 16;
constexpr std::size_t headBytes = 4 + 2 + verifierBytes + 16 + strangerPaces * paceBytes + 2 + 1;
constexpr std::size_t mostAccountBytes = 1 + mostNameBytes + 2 + 2 + momentBytes + 1 + 4 + verifierBytes + paceBytes + 1
    + totp::seedBytes + 8 + 1 + recoveryCodeCount * std::tuple_size_v<Digest>;
static_assert(headBytes + mostAccounts * mostAccountBytes <= 60 * 1024);

template<std::size_t Size> void readInto(ByteReader& in, std::array<std::byte, Size>& to) noexcept
{
    const auto from = in.raw(Size);
    std::ranges::copy(from, to.begin());
}

void writeVerifier(ByteWriter& to, const PasswordVerifier& verifier)
{
    to.raw(verifier.salt);
    to.raw(verifier.proof);
}

PasswordVerifier readVerifier(ByteReader& in) noexcept
{
    PasswordVerifier verifier;
    readInto(in, verifier.salt);
    readInto(in, verifier.proof);
    return verifier;
}

void writeAccount(ByteWriter& to, const Account& account)
{
    to.text(account.name);
    to.u16(static_cast<std::uint16_t>(account.number.value));
    to.u16(static_cast<std::uint16_t>(account.reset.by.value));
    to.i64(account.reset.askedAt.ns);
    to.raw(account.reset.askedAt.start);
    to.u8(account.roles.bits);
    to.u32(account.sessionVersion);
    writeVerifier(to, account.verifier);
    writePace(to, account.pace);
    to.blob(account.seed.exposed());
    to.i64(account.lastStep);
    to.u8(static_cast<std::uint8_t>(account.recovery.left.size()));
    for (const auto& each : account.recovery.left) {
        to.raw(each);
    }
}

/// Makes the reader bad for what no account is.
Account readAccount(ByteReader& in)
{
    Account account;
    account.name = in.text(mostNameBytes);
    account.number.value = in.u16();
    account.reset.by.value = in.u16();
    account.reset.askedAt.ns = in.i64();
    readInto(in, account.reset.askedAt.start);
    account.roles.bits = in.u8();
    account.sessionVersion = in.u32();
    account.verifier = readVerifier(in);
    account.pace = readPace(in);
    const auto seedSize = in.varint();
    if (seedSize != 0 && seedSize != totp::seedBytes) {
        in.fail();
    }
    auto seed = SecretBytes::copyOf(in.raw(in.ok() ? static_cast<std::size_t>(seedSize) : 0));
    account.lastStep = in.i64();
    const auto codes = in.u8();
    if (codes > recoveryCodeCount || !seed) {
        in.fail();
    }
    for (std::size_t i = 0; in.ok() && i < codes; ++i) {
        readInto(in, account.recovery.left.emplace_back());
    }
    const bool hasOnlyHumanRoles = (account.roles.bits & ~risk::humanRoles.bits) == 0;
    if (!isAccountName(account.name) || !hasOnlyHumanRoles || account.sessionVersion == 0 || account.lastStep < -1
        || account.reset.askedAt.ns < 0) {
        in.fail();
    }
    if (seed) {
        account.seed = std::move(*seed);
    }
    return account;
}

} // namespace

bool isAccountName(std::string_view name) noexcept
{
    const auto isLetter = [](char c) { return c >= 'a' && c <= 'z'; };
    const auto isGood
        = [&](char c) { return isLetter(c) || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-'; };
    return !name.empty() && name.size() <= mostNameBytes && isLetter(name.front()) && std::ranges::all_of(name, isGood);
}

Result<AccountState> emptyState()
{
    AccountState state;
    auto random
        = SecretBytes::random(state.stranger.salt.size() + state.stranger.proof.size() + state.strangerSalt.size());
    if (!random) {
        return tl::unexpected(random.error());
    }
    ByteReader in(random->exposed());
    state.stranger = readVerifier(in);
    readInto(in, state.strangerSalt);
    return state;
}

Result<SecretBytes> keptBytes(const AccountState& state)
{
    Bytes out;
    out.reserve(headBytes + state.accounts.size() * mostAccountBytes); // growing would leave seeds behind
    ByteWriter to(out);
    to.u32(stateForm);
    to.u16(stateVersion);
    writeVerifier(to, state.stranger);
    to.raw(state.strangerSalt);
    for (const auto& each : state.strangers) {
        writePace(to, each);
    }
    to.u16(static_cast<std::uint16_t>(state.nextNumber.value));
    to.u8(static_cast<std::uint8_t>(state.accounts.size()));
    for (const auto& each : state.accounts) {
        writeAccount(to, each);
    }
    return SecretBytes::takenFrom(out);
}

Result<AccountState> stateOf(std::span<const std::byte> kept)
{
    ByteReader in(kept);
    const bool isOurs = in.u32() == stateForm;
    const auto version = in.u16();
    if (isOurs && in.ok() && version > stateVersion) {
        return failure(Errc::Newer, "accounts of a newer version of this program");
    }
    AccountState state;
    state.stranger = readVerifier(in);
    readInto(in, state.strangerSalt);
    for (auto& each : state.strangers) {
        each = readPace(in);
    }
    state.nextNumber.value = in.u16();
    const auto count = in.u8();
    std::set<std::string> names;
    PrincipalId before;
    bool areInOrder = state.nextNumber >= firstNumber;
    for (std::size_t i = 0; isOurs && in.ok() && count <= mostAccounts && i < count; ++i) {
        state.accounts.push_back(readAccount(in));
        names.insert(state.accounts.back().name);
        const PrincipalId number = std::exchange(before, state.accounts.back().number);
        const bool isFirst = i == 0 && before == ownersNumber;
        const bool isNext = i > 0 && before > number && before >= firstNumber && before < state.nextNumber;
        areInOrder = areInOrder && (isFirst || isNext);
    }
    if (!isOurs || version != stateVersion || !in.finished() || !areInOrder || names.size() != count) {
        return failure(Errc::Corrupt, "the accounts are damaged");
    }
    return state;
}

} // namespace omni::accounts
