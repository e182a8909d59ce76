#include "core/edge/security/keyring/keyring.h"

#include "core/edge/security/keyring/keyring_state.h"

#include <QCoroSignal>
#include <qt6keychain/keychain.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <functional>
#include <utility>

namespace omni::keyring {

namespace {

const QString service = QStringLiteral("omnitrade");
constexpr std::string_view referenceStart = "omnitrade keyring 1\n";
constexpr std::size_t idBytes = 16, drawnBytes = 8;
constexpr std::size_t nameLength = 6 + 2 * idBytes + 1 + 2 * drawnBytes; // "vault-<id>-<drawn>"

std::string hexOf(std::span<const std::byte> bytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    for (const std::byte each : bytes) {
        out += digits[std::to_integer<unsigned>(each) >> 4U];
        out += digits[std::to_integer<unsigned>(each) & 15U];
    }
    return out;
}

bool isName(std::string_view text) noexcept
{
    return text.size() == nameLength && text.starts_with("vault-") && std::ranges::all_of(text.substr(6), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || c == '-';
           });
}

Error locked()
{
    return {Errc::Denied,
            "the keyring is locked, and nobody has unlocked it: sign in at the desktop, or use the passphrase"};
}

Error absent(KeyringState state)
{
    switch (state) {
    case KeyringState::NoBus:
        return {Errc::Unavailable, "this session has no message bus, and so no keyring: use the passphrase"};
    case KeyringState::Empty:
        return {Errc::Unavailable,
                "the keyring service has no keyring yet: make one at the desktop, or use the passphrase"};
    case KeyringState::Absent:
    case KeyringState::Unknown:
    case KeyringState::Locked:
    case KeyringState::Open:
        break;
    }
    return {Errc::Unavailable, "there is no keyring in this session: use the passphrase"};
}

bool isAbsent(KeyringState state) noexcept
{
    return state == KeyringState::NoBus || state == KeyringState::Absent || state == KeyringState::Empty;
}

Error errorOf(const QKeychain::Job& job, KeyringState state)
{
    switch (job.error()) {
    case QKeychain::EntryNotFound:
        // What the library says as well when it was not let in.
        if (state == KeyringState::Locked) {
            return locked();
        }
        if (isAbsent(state)) {
            return absent(state);
        }
        return {Errc::NotFound,
                "the keyring has no such key: it is another user's or another computer's, or was removed"};
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied:
        return state == KeyringState::Locked
            ? locked()
            : Error{Errc::Denied, "the keyring does not let this program in: use the passphrase"};
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        return absent(state);
    case QKeychain::NoError:
    case QKeychain::CouldNotDeleteEntry:
    case QKeychain::OtherError:
        break;
    }
    if (state == KeyringState::Locked) {
        return locked();
    }
    if (isAbsent(state)) {
        return absent(state);
    }
    return {Errc::Unavailable, "the keyring fails: " + job.errorString().left(160).toStdString()};
}

/// Starts the job and waits. It deletes itself when it is done, and lives on when it never is: the library's own call
/// comes back to it, and must find it. The answer is taken while it is there.
QCoro::Task<Result<void>> done(QKeychain::Job* job, DesktopKeyring::Rule rule, std::function<Result<void>()> take)
{
    auto looking = keyringState(rule.answersWithin);
    const KeyringState state = co_await looking;
    const Duration time = state == KeyringState::Locked ? rule.unlockedWithin : rule.answersWithin;
    Result<void> result = failure(Errc::TimedOut, "the keyring does not answer: use the passphrase");
    if (state == KeyringState::Locked) {
        result = tl::unexpected(locked());
    }
    QObject here; // so that an answer that comes too late is nobody's
    QObject::connect(job, &QKeychain::Job::finished, &here, [&](QKeychain::Job* ended) {
        result = ended->error() == QKeychain::NoError ? take() : Result<void>(tl::unexpected(errorOf(*ended, state)));
    });
    auto waiting = qCoro(job, &QKeychain::Job::finished, std::chrono::milliseconds(time.ns / 1'000'000));
    job->start();
    static_cast<void>(co_await waiting);
    co_return result;
}

} // namespace

Result<std::string> newName(const vault::VaultId& vault)
{
    std::array<std::byte, drawnBytes> drawn{};
    if (const auto filled = vault::fillWithRandom(drawn); !filled) {
        return tl::unexpected(filled.error());
    }
    return "vault-" + hexOf(vault) + '-' + hexOf(drawn);
}

Bytes referenceBytes(const std::string& name)
{
    const std::string text = std::string(referenceStart) + name + '\n';
    const auto bytes = std::as_bytes(std::span(text));
    return {bytes.begin(), bytes.end()};
}

Result<std::string> nameFrom(std::span<const std::byte> reference)
{
    std::string_view text(reinterpret_cast<const char*>(reference.data()), reference.size());
    if (!text.starts_with(referenceStart) || !text.ends_with('\n')) {
        return failure(Errc::Corrupt, "what the slot says of the keyring is damaged");
    }
    text.remove_prefix(referenceStart.size());
    text.remove_suffix(1);
    if (!isName(text)) {
        return failure(Errc::Corrupt, "what the slot says of the keyring is damaged");
    }
    return std::string(text);
}

DesktopKeyring::DesktopKeyring(Rule rule)
    : m_rule(rule)
{
}

QCoro::Task<Result<void>> DesktopKeyring::keep(std::string name, vault::SecretBytes key)
{
    auto* const job = new QKeychain::WritePasswordJob(service);
    job->setInsecureFallback(false);
    job->setKey(QString::fromStdString(name));
    const auto bytes = key.exposed();
    QByteArray copy(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()));
    job->setBinaryData(copy);
    copy.fill('\0'); // ours; the job has one of its own by now
    auto ended = done(job, m_rule, [] { return Result<void>(); });
    co_return co_await ended;
}

QCoro::Task<Result<vault::SecretBytes>> DesktopKeyring::fetch(std::string name)
{
    auto* const job = new QKeychain::ReadPasswordJob(service);
    job->setInsecureFallback(false);
    job->setKey(QString::fromStdString(name));
    vault::SecretBytes key;
    auto ended = done(job, m_rule, [&key, job]() -> Result<void> {
        QByteArray data = job->binaryData();
        auto taken = vault::SecretBytes::takenFrom(
            {reinterpret_cast<std::byte*>(data.data()), static_cast<std::size_t>(data.size())});
        if (!taken || taken->size() != vault::keyBytes) {
            return failure(Errc::Corrupt, "what lies in the keyring under this name is no key of the vault");
        }
        key = std::move(*taken);
        return {};
    });
    const auto result = co_await ended;
    if (!result) {
        co_return tl::unexpected(result.error());
    }
    co_return std::move(key);
}

QCoro::Task<Result<void>> DesktopKeyring::forget(std::string name)
{
    auto* const job = new QKeychain::DeletePasswordJob(service);
    job->setInsecureFallback(false);
    job->setKey(QString::fromStdString(name));
    auto ended = done(job, m_rule, [] { return Result<void>(); });
    auto result = co_await ended;
    if (!result && result.error().code == Errc::NotFound) {
        co_return Result<void>();
    }
    co_return result;
}

} // namespace omni::keyring
