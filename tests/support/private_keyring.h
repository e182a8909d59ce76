// A message bus and a GNOME keyring of a test's own, in a temporary folder: never those of whoever runs the tests. On
// the bus nothing starts by itself.

#pragma once

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

namespace omni::tests {

/// Make it before anything asks for the session's bus: it names its own in the environment of this process.
class PrivateKeyring
{
public:
    /// Empty: all that is needed is installed.
    [[nodiscard]] static QString missing()
    {
        for (const char* name : {"dbus-daemon", "gnome-keyring-daemon"}) {
            if (QStandardPaths::findExecutable(QString::fromLatin1(name)).isEmpty()) {
                return QStringLiteral("%1 is not installed: the real keyring is NOT tested").arg(QLatin1String(name));
            }
        }
        return {};
    }

    /// False: the bus did not start.
    [[nodiscard]] bool startBus()
    {
        QFile configuration(m_folder.filePath(QStringLiteral("bus.conf")));
        if (!configuration.open(QIODevice::WriteOnly)) {
            return false;
        }
        configuration.write(
            "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\" "
            "\"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\">"
            "<busconfig><type>session</type><listen>unix:dir="
            + m_folder.path().toUtf8()
            + "</listen><auth>EXTERNAL</auth><policy context=\"default\"><allow send_destination=\"*\"/>"
              "<allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>");
        configuration.close();
        m_bus.start(QStringLiteral("dbus-daemon"),
                    {QStringLiteral("--config-file=") + configuration.fileName(), QStringLiteral("--nofork"),
                     QStringLiteral("--nopidfile"), QStringLiteral("--print-address")});
        if (!m_bus.waitForStarted() || !m_bus.waitForReadyRead()) {
            return false;
        }
        m_address = m_bus.readLine().trimmed();
        qputenv("DBUS_SESSION_BUS_ADDRESS", m_address);
        for (const char* name : {"HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"}) {
            qputenv(name, m_folder.path().toUtf8());
        }
        qunsetenv("DISPLAY");
        qunsetenv("XDG_CURRENT_DESKTOP");
        return true;
    }
    /// With a keyring that is open. False: it did not start.
    [[nodiscard]] bool startKeyring()
    {
        m_keyring.start(QStringLiteral("gnome-keyring-daemon"),
                        {QStringLiteral("--foreground"), QStringLiteral("--unlock"),
                         QStringLiteral("--components=secrets"),
                         QStringLiteral("--control-directory=") + m_folder.path()});
        if (!m_keyring.waitForStarted()) {
            return false;
        }
        m_keyring.write("a made-up password");
        m_keyring.closeWriteChannel();
        return QTest::qWaitFor(
                   [this] { return QFile::exists(m_folder.filePath(QStringLiteral("keyrings/login.keyring"))); },
                   20'000)
            && QTest::qWaitFor([] { return isOffered(); }, 20'000);
    }
    void lock() const
    {
        auto call = QDBusMessage::createMethodCall(
            QStringLiteral("org.freedesktop.secrets"), QStringLiteral("/org/freedesktop/secrets"),
            QStringLiteral("org.freedesktop.Secret.Service"), QStringLiteral("Lock"));
        call << QVariant::fromValue(
            QList<QDBusObjectPath>{QDBusObjectPath(QStringLiteral("/org/freedesktop/secrets/collection/login"))});
        QDBusConnection::sessionBus().call(call);
    }
    void endKeyring()
    {
        m_keyring.kill();
        m_keyring.waitForFinished();
    }
    [[nodiscard]] QByteArray files() const
    {
        QFile file(m_folder.filePath(QStringLiteral("keyrings/login.keyring")));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    PrivateKeyring() = default;
    ~PrivateKeyring()
    {
        for (QProcess* each : {&m_keyring, &m_bus}) {
            each->kill();
            each->waitForFinished();
        }
    }
    PrivateKeyring(const PrivateKeyring&) = delete;
    PrivateKeyring& operator=(const PrivateKeyring&) = delete;

private:
    [[nodiscard]] static bool isOffered()
    {
        const auto call
            = QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.DBus"), QStringLiteral("/"),
                                             QStringLiteral("org.freedesktop.DBus"), QStringLiteral("NameHasOwner"));
        auto question = call;
        question << QStringLiteral("org.freedesktop.secrets");
        const auto answer = QDBusConnection::sessionBus().call(question);
        return answer.type() == QDBusMessage::ReplyMessage && answer.arguments().value(0).toBool();
    }

    QTemporaryDir m_folder;
    QProcess m_bus, m_keyring;
    QByteArray m_address;
};

} // namespace omni::tests
