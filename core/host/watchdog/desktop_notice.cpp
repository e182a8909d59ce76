#include "core/host/watchdog/desktop_notice.h"

#ifdef OMNI_HAS_DBUS

#include <QDBusConnection>
#include <QDBusMessage>
#include <QStringList>
#include <QVariantMap>

#include <atomic>

namespace omni::watchdog {

namespace {

constexpr int patienceMs = 2'000;

QDBusMessage noticeOf(const std::string& title, const std::string& text)
{
    // The specification of desktop notifications, 1.2: the body may be markup, so that plain text is escaped.
    auto notice = QDBusMessage::createMethodCall(
        QStringLiteral("org.freedesktop.Notifications"), QStringLiteral("/org/freedesktop/Notifications"),
        QStringLiteral("org.freedesktop.Notifications"), QStringLiteral("Notify"));
    notice.setArguments({QStringLiteral("OmniTrade AI"), 0U, QString(), QString::fromStdString(title),
                         QString::fromStdString(text).toHtmlEscaped(), QStringList(),
                         QVariantMap{{QStringLiteral("urgency"), QVariant::fromValue(uchar{2})}}, 0});
    return notice;
}

} // namespace

Result<void> tellOnDesktop(const std::string& title, const std::string& text)
{
    // Without an address the library would look for a bus, or start one.
    if (qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS")) {
        return failure(Errc::Unavailable, "no desktop session is known (DBUS_SESSION_BUS_ADDRESS is not set)");
    }
    static std::atomic<int> count = 0; // a connection belongs to the thread that made it
    const QString name = QStringLiteral("omnitrade-notice-%1").arg(++count);
    auto bus = QDBusConnection::connectToBus(QDBusConnection::SessionBus, name);
    const auto answer = bus.isConnected() ? bus.call(noticeOf(title, text), QDBus::Block, patienceMs) : QDBusMessage();
    const bool isShown = answer.type() == QDBusMessage::ReplyMessage;
    const QString why = bus.isConnected() ? answer.errorMessage() : bus.lastError().message();
    bus = QDBusConnection(QString());
    QDBusConnection::disconnectFromBus(name);
    if (!isShown) {
        return failure(Errc::Unavailable, "the desktop showed no notice: " + why.toStdString());
    }
    return {};
}

} // namespace omni::watchdog

#else

namespace omni::watchdog {

Result<void> tellOnDesktop(const std::string&, const std::string&)
{
    return failure(Errc::Unavailable, "notices on the desktop are not made on this system yet");
}

} // namespace omni::watchdog

#endif
