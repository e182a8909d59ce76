// needs: ui/commands Qt6::Widgets
#include "ui/commands/fuzzy.h"
#include "ui/commands/help_sheet.h"
#include "ui/commands/registry.h"
#include "ui/commands/shortcuts_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>
#include <QWidget>

#include <random>

using namespace omni::ui;

namespace {

CommandSpec aCommand(const QString& key, const QString& text, const QKeySequence& keys = {})
{
    CommandSpec spec;
    spec.key = key;
    spec.text = [text] { return text; };
    spec.group = [] { return QStringLiteral("Trade"); };
    spec.shortcut = keys;
    return spec;
}

QKeySequence keysOf(const char* text)
{
    return QKeySequence(QString::fromLatin1(text));
}

} // namespace

class TestCommandRegistry : public QObject
{
    Q_OBJECT

private slots:
    void runsWhatWasAdded()
    {
        CommandRegistry commands;
        QWidget owner;
        int runs = 0;
        commands.add(&owner, aCommand(u"a"_qs, u"Act"_qs), [&] { ++runs; });
        commands.find(u"a"_qs)->trigger();
        QCOMPARE(runs, 1);
        QCOMPARE(commands.find(u"b"_qs), nullptr);
    }

    void forgetsACommandWithItsOwner()
    {
        CommandRegistry commands;
        {
            QWidget owner;
            commands.add(&owner, aCommand(u"a"_qs, u"Act"_qs), [] {});
        }
        QCOMPARE(commands.find(u"a"_qs), nullptr);
        QVERIFY(commands.all().isEmpty());
    }

    // Two charts have each command twice; the palette has the keyboard when it asks.
    void ofSeveralOwnersTakesTheOneUsedLastThatCanBeSeen()
    {
        CommandRegistry commands;
        QWidget window;
        QWidget* owners[] = {new QWidget(&window), new QWidget(&window), new QWidget(&window)};
        QList<int> runs;
        for (int i = 0; i < 3; ++i) {
            commands.add(owners[i], aCommand(u"zoom"_qs, u"Zoom"_qs), [&runs, i] { runs.append(i); });
        }
        const auto run = [&commands] { commands.find(u"zoom"_qs)->trigger(); };
        run();
        commands.noteUsed(owners[2]);
        run();
        window.show();
        commands.noteUsed(owners[1]);
        run();
        owners[1]->hide();
        run();
        QCOMPARE(runs, (QList<int>{0, 2, 1, 2}));
        QCOMPARE(commands.all().size(), qsizetype{1});

        delete owners[2];
        run();
        QCOMPARE(runs.last(), 0);
    }

    void refusesAShortcutThatIsTaken()
    {
        CommandRegistry commands;
        QWidget owner;
        commands.add(&owner, aCommand(u"a"_qs, u"A"_qs, keysOf("Ctrl+A")), [] {});
        commands.add(&owner, aCommand(u"b"_qs, u"B"_qs, keysOf("Ctrl+B")), [] {});
        QCOMPARE(commands.conflictsWith(u"b"_qs, keysOf("Ctrl+A")), QStringList{u"a"_qs});
        QVERIFY(!commands.setShortcut(u"b"_qs, keysOf("Ctrl+A")));
        QCOMPARE(commands.find(u"b"_qs)->shortcut(), keysOf("Ctrl+B"));
        QVERIFY(commands.setShortcut(u"b"_qs, keysOf("Ctrl+D")));
        QCOMPARE(commands.find(u"b"_qs)->shortcut(), keysOf("Ctrl+D"));
    }

    void refusesTheBeginningOfALongerOne()
    {
        CommandRegistry commands;
        QWidget owner;
        commands.add(&owner, aCommand(u"a"_qs, u"A"_qs, keysOf("Ctrl+A, Ctrl+B")), [] {});
        commands.add(&owner, aCommand(u"b"_qs, u"B"_qs), [] {});
        QVERIFY(!commands.setShortcut(u"b"_qs, keysOf("Ctrl+A")));
    }

    void letsTwoPanesUseTheSameLetter()
    {
        CommandRegistry commands;
        QWidget chart, list;
        auto one = aCommand(u"chart.alert"_qs, u"Alert"_qs, keysOf("A"));
        one.isGlobal = false;
        auto two = aCommand(u"list.add"_qs, u"Add"_qs);
        two.isGlobal = false;
        commands.add(&chart, one, [] {});
        commands.add(&list, two, [] {});
        QVERIFY(commands.setShortcut(u"list.add"_qs, keysOf("A")));
    }

    void refusesLettersForWhatWorksEverywhere_data()
    {
        QTest::addColumn<QString>("keys");
        QTest::addColumn<bool>("isText");
        QTest::newRow("a letter") << u"A"_qs << true;
        QTest::newRow("a capital") << u"Shift+A"_qs << true;
        QTest::newRow("a digit") << u"7"_qs << true;
        QTest::newRow("space") << u"Space"_qs << true;
        QTest::newRow("with Ctrl") << u"Ctrl+A"_qs << false;
        QTest::newRow("with Alt") << u"Alt+A"_qs << false;
        QTest::newRow("a function key") << u"F5"_qs << false;
        QTest::newRow("Del") << u"Del"_qs << false;
        QTest::newRow("none") << QString() << false;
    }

    void refusesLettersForWhatWorksEverywhere()
    {
        QFETCH(QString, keys);
        QFETCH(bool, isText);
        CommandRegistry commands;
        QWidget owner;
        commands.add(&owner, aCommand(u"a"_qs, u"A"_qs), [] {});
        QCOMPARE(isTextInput(QKeySequence(keys)), isText);
        QCOMPARE(commands.setShortcut(u"a"_qs, QKeySequence(keys)), !isText);
    }

    void neverChangesAFixedShortcut()
    {
        CommandRegistry commands;
        QWidget owner;
        auto kill = aCommand(u"kill"_qs, u"Stop"_qs, keysOf("Ctrl+Shift+K"));
        kill.isFixed = true;
        QAction* action = commands.add(&owner, kill, [] {});
        QVERIFY(!commands.setShortcut(u"kill"_qs, keysOf("Ctrl+J")));
        commands.restoreShortcuts(u"kill=Ctrl+J"_qs);
        QCOMPARE(action->shortcut(), keysOf("Ctrl+Shift+K"));
        QVERIFY(!action->autoRepeat());
    }

    void keepsWhatDiffersFromTheDefaults()
    {
        CommandRegistry commands;
        QWidget owner;
        commands.add(&owner, aCommand(u"a"_qs, u"A"_qs, keysOf("Ctrl+A")), [] {});
        commands.add(&owner, aCommand(u"b"_qs, u"B"_qs, keysOf("Ctrl+B")), [] {});
        QCOMPARE(commands.savedShortcuts(), QString());
        QVERIFY(commands.setShortcut(u"b"_qs, keysOf("Ctrl+D")));
        QCOMPARE(commands.savedShortcuts(), u"b=Ctrl+D"_qs);
    }

    void restoresSwappedShortcutsAndKeepsUnknownOnes()
    {
        CommandRegistry commands;
        QWidget owner;
        commands.add(&owner, aCommand(u"a"_qs, u"A"_qs, keysOf("Ctrl+A")), [] {});
        commands.add(&owner, aCommand(u"b"_qs, u"B"_qs, keysOf("Ctrl+B")), [] {});
        commands.restoreShortcuts(u"a=Ctrl+B\nb=Ctrl+A\nlater=Ctrl+L"_qs);
        QCOMPARE(commands.find(u"a"_qs)->shortcut(), keysOf("Ctrl+B"));
        QCOMPARE(commands.find(u"b"_qs)->shortcut(), keysOf("Ctrl+A"));
        QCOMPARE(commands.savedShortcuts(), u"a=Ctrl+B\nb=Ctrl+A\nlater=Ctrl+L"_qs);
        commands.add(&owner, aCommand(u"later"_qs, u"L"_qs), [] {});
        QCOMPARE(commands.find(u"later"_qs)->shortcut(), keysOf("Ctrl+L"));
    }

    void speaksTheOtherLanguageWhenTold()
    {
        CommandRegistry commands;
        QWidget owner;
        QString word = u"Stop"_qs;
        auto spec = aCommand(u"a"_qs, {});
        spec.text = [&word] { return word; };
        QAction* action = commands.add(&owner, spec, [] {});
        word = u"Halt"_qs;
        commands.retranslate();
        QCOMPARE(action->text(), u"Halt"_qs);
    }

    void findsTheBestFitFirst()
    {
        CommandRegistry commands;
        QWidget owner;
        for (const char* text : {"Reset this workspace", "Order ticket", "Stop all trading…", "Cancel entry orders…"}) {
            commands.add(&owner, aCommand(QString::fromLatin1(text), QString::fromUtf8(text)), [] {});
        }
        const auto first = [&](const char* typed) {
            const auto hits = commands.matching(QString::fromLatin1(typed));
            return hits.isEmpty() ? QString() : hits.first()->text();
        };
        QCOMPARE(first("stop"), u"Stop all trading…"_qs);
        QCOMPARE(first("ot"), u"Order ticket"_qs);
        QCOMPARE(first("ceo"), u"Cancel entry orders…"_qs);
        QCOMPARE(first("rtw"), u"Reset this workspace"_qs);
        QVERIFY(commands.matching(u"qqq"_qs).isEmpty());
        QCOMPARE(commands.matching({}).size(), 4);
    }

    // Letters in order, whatever they are and wherever they stand: a text fits any of its own subsequences.
    void fitsEverySubsequenceOfAText()
    {
        std::mt19937_64 random{20'240'229};
        for (int i = 0; i < 5'000; ++i) {
            QString text, typed;
            const auto length = 1 + random() % 60;
            for (std::uint64_t j = 0; j < length; ++j) {
                const QChar letter(static_cast<char16_t>(u'a' + random() % 26));
                text.append(random() % 5 == 0 ? QChar(u' ') : random() % 3 == 0 ? letter.toUpper() : letter);
                if (random() % 2 == 0 && !text.back().isSpace()) {
                    typed.append(text.back().toLower());
                }
            }
            QVERIFY(fitOf(typed, text));
            QVERIFY(!fitOf(typed + u'!', text));
        }
    }

    void boundsTheWorkOnEndlessTexts()
    {
        const QString endless(1'000'000, u'x');
        QVERIFY(fitOf(endless, endless));
        QVERIFY(!fitOf(u"y"_qs, endless));
    }

    void editsShortcutsAsATable()
    {
        CommandRegistry commands;
        QWidget owner;
        commands.add(&owner, aCommand(u"a"_qs, u"A"_qs, keysOf("Ctrl+A")), [] {});
        commands.add(&owner, aCommand(u"b"_qs, u"B"_qs, keysOf("Ctrl+B")), [] {});
        ShortcutsModel model(commands);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy refusals(&model, &ShortcutsModel::refused);
        const QModelIndex keys = model.index(1, ShortcutsModel::Keys);
        QVERIFY(!model.setData(keys, u"Ctrl+A"_qs));
        QCOMPARE(refusals.first().first().toString(), u"Ctrl+A is taken by \"A\"."_qs);
        QVERIFY(model.setData(keys, u"Ctrl+D"_qs));
        QCOMPARE(model.data(keys).toString(), u"Ctrl+D"_qs);
        QCOMPARE(model.data(model.index(1, ShortcutsModel::Default)).toString(), u"Ctrl+B"_qs);
        commands.add(&owner, aCommand(u"c"_qs, u"C"_qs), [] {});
        QCOMPARE(model.rowCount(), 3);
    }

    void printsEveryCommandWithItsKeysEscaped()
    {
        CommandRegistry commands;
        QWidget owner;
        commands.add(&owner, aCommand(u"a"_qs, u"Buy <b>now</b>"_qs, keysOf("Ctrl+B")), [] {});
        const QString html = helpSheetHtml(commands);
        QVERIFY(html.contains(u"Buy &lt;b&gt;now&lt;/b&gt;"_qs));
        QVERIFY(html.contains(u"Ctrl+B"_qs));
        QVERIFY(html.contains(u"<h3>Trade</h3>"_qs));
    }
};

QTEST_MAIN(TestCommandRegistry)
#include "tst_command_registry.moc"
