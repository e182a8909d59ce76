// needs: host/runtime edge/platform

#include "core/host/runtime/terminal/window_files.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <optional>
#include <string>

using namespace omni;
using namespace omni::runtime;

namespace {

void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

QByteArray read(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Its folder is the profile's: 0700.
class Profile
{
public:
    [[nodiscard]] std::filesystem::path path() const
    {
        return m_folder.path().toStdString();
    }
    [[nodiscard]] QString layout(const char* name) const
    {
        return m_folder.filePath(QStringLiteral("layouts/") + QLatin1String(name));
    }
    [[nodiscard]] QStringList names() const
    {
        return QDir(m_folder.filePath(QStringLiteral("layouts"))).entryList(QDir::Files, QDir::Name);
    }

private:
    QTemporaryDir m_folder;
};

} // namespace

class TestWindowFiles : public QObject
{
    Q_OBJECT

private slots:
    void whatIsKeptIsThereAtOnceAndAfterARestart()
    {
        Profile profile;
        {
            WindowFiles files(profile.path());
            QVERIFY(!files.newest("ui.json"));
            files.keep("ui.json", "one");
            QCOMPARE(*files.newest("ui.json"), std::string("one"));
        }

        WindowFiles files(profile.path());

        QCOMPARE(*files.newest("ui.json"), std::string("one"));
        QVERIFY(files.earlier("ui.json").empty());
        QVERIFY(!files.fault());
    }

    void twentyEarlierVersionsStay()
    {
        Profile profile;
        {
            WindowFiles files(profile.path());
            for (int i = 1; i <= 30; ++i) {
                files.keep("ui.json", std::to_string(i));
            }
            QCOMPARE(files.earlier("ui.json").size(), std::size_t{20});
        }

        WindowFiles files(profile.path());

        const auto earlier = files.earlier("ui.json");
        QCOMPARE(*files.newest("ui.json"), std::string("30"));
        QCOMPARE(earlier.size(), std::size_t{20});
        QCOMPARE(earlier.front(), std::string("29"));
        QCOMPARE(earlier.back(), std::string("10"));
        QCOMPARE(profile.names().size(), 21);
    }

    void theSameTextIsNoNewVersion()
    {
        Profile profile;
        WindowFiles files(profile.path());

        files.keep("ui.json", "same");
        files.keep("ui.json", "same");

        QVERIFY(files.earlier("ui.json").empty());
    }

    void theirNumbersGoOnAfterARestart()
    {
        Profile profile;
        for (int i = 1; i <= 3; ++i) {
            WindowFiles(profile.path()).keep("ui.json", std::to_string(i));
        }

        QCOMPARE(read(profile.layout("ui.json")), QByteArray("3"));
        QCOMPARE(read(profile.layout("ui.json.1")), QByteArray("1"));
        QCOMPARE(read(profile.layout("ui.json.2")), QByteArray("2"));
    }

    // Bytes are the window's affair; the newest one that it can read may be an earlier one.
    void aDamagedOneIsGivenAsItIsWithThoseBefore()
    {
        Profile profile;
        {
            WindowFiles files(profile.path());
            files.keep("ui.json", "{}");
            files.keep("ui.json", "{\"a\":1}");
        }
        write(profile.layout("ui.json"), QByteArray("\0\xff{{", 4));

        WindowFiles files(profile.path());

        QCOMPARE(files.newest("ui.json")->size(), std::size_t{4});
        QCOMPARE(files.earlier("ui.json").front(), std::string("{}"));
    }

    void aLargeOneIsLeftOutAndTold()
    {
        Profile profile;
        {
            WindowFiles files(profile.path());
            files.keep("small.json", "small");
        }
        write(profile.layout("ui.json"), QByteArray((4 << 20) + 1, 'x'));

        WindowFiles files(profile.path());

        QVERIFY(!files.newest("ui.json"));
        QCOMPARE(*files.newest("small.json"), std::string("small"));
        QVERIFY(files.fault()->find("ui.json") != std::string::npos);
    }

    void namesThatAreNoneAreRefused_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("a path upwards") << QByteArray("../config.toml");
        QTest::newRow("a path downwards") << QByteArray("a/b");
        QTest::newRow("nothing") << QByteArray("");
        QTest::newRow("hidden") << QByteArray(".ui");
        QTest::newRow("a version of another") << QByteArray("ui.json.3");
    }
    void namesThatAreNoneAreRefused()
    {
        QFETCH(QByteArray, name);
        Profile profile;
        WindowFiles files(profile.path());

        files.keep(name.toStdString(), "text");

        QVERIFY(files.fault());
        QVERIFY(profile.names().isEmpty());
    }

    void withoutAFolderTheWindowWorksOn()
    {
        Profile profile;
        write(QString::fromStdString(profile.path().string()) + QStringLiteral("/layouts"), "no folder");

        WindowFiles files(profile.path());
        files.keep("ui.json", "text");

        QCOMPARE(*files.newest("ui.json"), std::string("text"));
        QVERIFY(files.fault());
    }
};

QTEST_APPLESS_MAIN(TestWindowFiles)
#include "tst_window_files.moc"
