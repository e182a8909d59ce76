// needs: app watchdog host/watchdog edge/brokers/binance Qt6::Network Qt6::DBus
//
// What the watchdog has to say is shown on the desktop, too; who has none is watched over all the same.
#include "core/host/watchdog/desktop_notice.h"
#include "tests/support/watchdog_kit.h"

#include <QDBusConnection>
#include <QDBusContext>
#include <QObject>
#include <QProcess>
#include <QStandardPaths>
#include <QStringList>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <QVariantMap>

#include <memory>

using namespace omni;
using namespace omni::tests;

/// A desktop that shows notices: a session bus of its own with the service of org.freedesktop.Notifications on it.
class FakeDesktop : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

public:
    [[nodiscard]] static bool isPossible()
    {
        return !QStandardPaths::findExecutable(QStringLiteral("dbus-daemon")).isEmpty();
    }
    /// `address` is empty when no bus could be started.
    FakeDesktop()
    {
        m_bus.start(QStringLiteral("dbus-daemon"),
                    {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address=1"),
                     QStringLiteral("--address=unix:dir=") + m_folder.path()});
        while (m_bus.state() != QProcess::NotRunning && !m_bus.canReadLine()) {
            m_bus.waitForReadyRead(10'000);
        }
        address = QString::fromLatin1(m_bus.readLine()).trimmed();
        m_connection = QDBusConnection::connectToBus(address, QStringLiteral("fake-desktop"));
        m_connection.registerObject(QStringLiteral("/org/freedesktop/Notifications"), this,
                                    QDBusConnection::ExportAllSlots);
        m_connection.registerService(QStringLiteral("org.freedesktop.Notifications"));
    }
    ~FakeDesktop() override
    {
        m_connection = QDBusConnection(QString());
        QDBusConnection::disconnectFromBus(QStringLiteral("fake-desktop"));
        m_bus.terminate();
        m_bus.waitForFinished(10'000);
    }
    FakeDesktop(const FakeDesktop&) = delete;
    FakeDesktop& operator=(const FakeDesktop&) = delete;

    QString address;
    QStringList titles, bodies;
    QList<int> urgencies;

public slots:
    uint Notify(const QString&, uint, const QString&, const QString& title, const QString& body, const QStringList&,
                const QVariantMap& hints, int)
    {
        titles << title;
        bodies << body;
        urgencies << hints.value(QStringLiteral("urgency")).toInt();
        return static_cast<uint>(titles.size());
    }

private:
    QTemporaryDir m_folder;
    QProcess m_bus;
    QDBusConnection m_connection{QString()};
};

namespace {

/// Told from a thread of its own, as the program does; the desktop answers on this one.
Result<void> tell(const std::string& text)
{
    Result<void> told;
    const std::unique_ptr<QThread> thread(QThread::create([&] { told = watchdog::tellOnDesktop("a title", text); }));
    thread->start();
    while (!thread->wait(1)) {
        QTest::qWait(10);
    }
    return told;
}

} // namespace

class TestCliWatchdogNotice : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        if (!FakeDesktop::isPossible()) {
            QSKIP("NOTICES ON THE DESKTOP ARE NOT TESTED: dbus-daemon is not on this machine");
        }
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
    }
    void cleanup()
    {
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
    }

    void aNoticeIsPlainText()
    {
        FakeDesktop desktop;
        QVERIFY(!desktop.address.isEmpty());
        qputenv("DBUS_SESSION_BUS_ADDRESS", desktop.address.toLatin1());

        const auto told = tell("<b>1 < 2</b> & more");

        QVERIFY2(told, told ? "" : told.error().detail.c_str());
        QCOMPARE(desktop.titles, QStringList{"a title"});
        QCOMPARE(desktop.bodies, QStringList{"&lt;b&gt;1 &lt; 2&lt;/b&gt; &amp; more"});
        QCOMPARE(desktop.urgencies, QList<int>{2});
    }

    void withoutADesktopItIsSaidSo()
    {
        QVERIFY(tell("nobody").error().detail.find("no desktop session") != std::string::npos);
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
        QVERIFY(tell("nobody").error().detail.find("no notice") != std::string::npos);
    }

    void theSilenceOfAKilledProgramIsShown()
    {
        FakeDesktop desktop;
        qputenv("DBUS_SESSION_BUS_ADDRESS", desktop.address.toLatin1());
        Scene scene;
        QVERIFY(scene.isUp);
        scene.watch();
        QVERIFY(scene.watches());

        scene.trader->signal(SIGKILL);

        QTRY_VERIFY_WITH_TIMEOUT(desktop.bodies.size() >= 2, 30'000);
        QVERIFY2(desktop.bodies.first().contains("nothing has been heard of the engine"),
                 qPrintable(desktop.bodies.join(u'\n')));
        QVERIFY(desktop.titles.first().contains("watchdog"));
        QTRY_VERIFY_WITH_TIMEOUT(scene.watchdog->code() == 1, 30'000);
    }
};

QTEST_GUILESS_MAIN(TestCliWatchdogNotice)
#include "tst_cli_watchdog_notice.moc"
