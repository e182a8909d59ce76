// needs: ui/bridge tests/support/fake_terminal Qt6::Core
#include "tests/support/fake_terminal/fake_terminal.h"
#include "ui/bridge/engine_link.h"
#include "ui/bridge/user_settings.h"

#include <QSignalSpy>
#include <QTest>

using namespace omni::ui;
using omni::testing::FakeTerminal;

class TestUserSettings : public QObject
{
    Q_OBJECT

private slots:
    void startsWithTheDefaults()
    {
        FakeTerminal terminal;
        EngineLink link(terminal);
        UserSettings settings(link);
        QCOMPARE(settings.choices(), UserChoices{});
        QVERIFY(settings.notes().isEmpty());
    }

    void comesBackAsItWasKept()
    {
        FakeTerminal terminal;
        EngineLink link(terminal);
        UserChoices choices;
        choices.theme = QStringLiteral("light");
        choices.scalePercent = 150;
        choices.firstRunDone = true;
        UserSettings(link).set(choices);

        UserSettings again(link);

        QCOMPARE(again.choices(), choices);
    }

    void keepsWhatAnotherVersionWrote()
    {
        FakeTerminal terminal;
        terminal.files["ui.json"] = {"{\"from_the_future\": [1, 2], \"theme\": \"light\"}"};
        EngineLink link(terminal);
        UserSettings settings(link);
        UserChoices choices = settings.choices();
        choices.frameRate = 30;
        settings.set(choices);
        QVERIFY(terminal.files["ui.json"].front().find("from_the_future") != std::string::npos);
    }

    void aDamagedFileGivesTheDefaultsAndANote_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("half") << QByteArray("{\"theme\": \"li");
        QTest::newRow("list") << QByteArray("[1]");
        QTest::newRow("wrong kind") << QByteArray("{\"scale_percent\": \"big\"}");
        QTest::newRow("out of bounds") << QByteArray("{\"scale_percent\": 100000}");
        QTest::newRow("unknown word") << QByteArray("{\"theme\": \"plaid\"}");
    }

    void aDamagedFileGivesTheDefaultsAndANote()
    {
        QFETCH(QByteArray, text);
        FakeTerminal terminal;
        terminal.files["ui.json"] = {text.toStdString()};
        EngineLink link(terminal);
        UserSettings settings(link);
        QVERIFY(!settings.notes().isEmpty());
        QCOMPARE(settings.choices().theme, QStringLiteral("dark"));
        QVERIFY(settings.choices().scalePercent == 100 || settings.choices().scalePercent == 200);
    }

    void everyValueIsBroughtIntoItsBounds()
    {
        for (int percent = -1'000; percent <= 1'000; ++percent) {
            UserChoices choices;
            choices.scalePercent = percent;
            choices.frameRate = percent;
            choices.queueSound = choices.fillSound = choices.warningSound = choices.stopSound = percent;
            const UserChoices good = bounded(choices);
            QVERIFY(good.scalePercent >= 80 && good.scalePercent <= 200 && good.scalePercent % 10 == 0);
            QVERIFY(good.frameRate == 10 || good.frameRate == 20 || good.frameRate == 30 || good.frameRate == 60);
            for (const int volume : {good.queueSound, good.fillSound, good.warningSound, good.stopSound}) {
                QVERIFY(volume >= 0 && volume <= 100);
            }
        }
    }

    void takesBackTheLastChange()
    {
        FakeTerminal terminal;
        EngineLink link(terminal);
        UserSettings settings(link);
        QVERIFY(!settings.undo());
        UserChoices choices;
        choices.theme = QStringLiteral("light");
        settings.set(choices);
        QSignalSpy changed(&settings, &UserSettings::changed);
        QVERIFY(settings.undo());
        QCOMPARE(settings.choices(), UserChoices{});
        QCOMPARE(changed.size(), 1);
    }

    // S26: the 21st change pushes out the first.
    void takesBackTheLastTwentyChanges()
    {
        for (const int count : {20, 21}) {
            FakeTerminal terminal;
            EngineLink link(terminal);
            UserSettings settings(link);
            UserChoices choices;
            for (int i = 0; i < count; ++i) {
                choices.comfortableRows = !choices.comfortableRows;
                choices.warningSound = i;
                settings.set(choices);
            }
            int steps = 0;
            while (settings.undo()) {
                ++steps;
            }
            QCOMPARE(steps, 20);
            QCOMPARE(settings.choices() == UserChoices{}, count == 20);
        }
    }
};

QTEST_GUILESS_MAIN(TestUserSettings)
#include "tst_user_settings.moc"
