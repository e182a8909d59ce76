#include "core/edge/security/keyring/keyring_state.h"

#include <QCoroSignal>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>

#include <chrono>

namespace omni::keyring {

namespace {

const QString secretService = QStringLiteral("org.freedesktop.secrets");

/// The answer, an error among them; a message of no type when none came in time.
QCoro::Task<QDBusMessage> ask(QDBusMessage question, Duration within)
{
    const auto time = std::chrono::milliseconds(within.ns / 1'000'000);
    auto pending = QDBusConnection::sessionBus().asyncCall(question, static_cast<int>(time.count()));
    if (pending.isFinished()) {
        co_return pending.reply();
    }
    QDBusPendingCallWatcher watcher(pending);
    auto waiting = qCoro(&watcher, &QDBusPendingCallWatcher::finished, time);
    const auto came = co_await waiting;
    co_return came ? watcher.reply() : QDBusMessage();
}

KeyringState stateOf(const QDBusMessage& failed)
{
    const QString name = failed.errorName();
    const bool isNobody = name.endsWith(QStringLiteral(".ServiceUnknown")) || name.contains(QStringLiteral(".Spawn."))
        || name.endsWith(QStringLiteral(".NameHasNoOwner"));
    return isNobody ? KeyringState::Absent : KeyringState::Unknown;
}

} // namespace

QCoro::Task<KeyringState> keyringState(Duration within)
{
    if (!QDBusConnection::sessionBus().isConnected()) {
        co_return KeyringState::NoBus;
    }
    auto alias
        = QDBusMessage::createMethodCall(secretService, QStringLiteral("/org/freedesktop/secrets"),
                                         QStringLiteral("org.freedesktop.Secret.Service"), QStringLiteral("ReadAlias"));
    alias << QStringLiteral("default");
    auto asked = ask(alias, within);
    const QDBusMessage found = co_await asked;
    if (found.type() != QDBusMessage::ReplyMessage || found.arguments().isEmpty()) {
        co_return stateOf(found);
    }
    const auto path = found.arguments().constFirst().value<QDBusObjectPath>().path();
    if (path.isEmpty() || path == QStringLiteral("/")) {
        co_return KeyringState::Empty;
    }
    auto property = QDBusMessage::createMethodCall(
        secretService, path, QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("Get"));
    property << QStringLiteral("org.freedesktop.Secret.Collection") << QStringLiteral("Locked");
    auto askedAgain = ask(property, within);
    const QDBusMessage told = co_await askedAgain;
    if (told.type() != QDBusMessage::ReplyMessage || told.arguments().isEmpty()) {
        co_return KeyringState::Unknown;
    }
    const auto value = told.arguments().constFirst().value<QDBusVariant>().variant();
    co_return value.toBool() ? KeyringState::Locked : KeyringState::Open;
}

} // namespace omni::keyring
