// needs: ui/shell tests/support/fake_terminal Qt6::Widgets
#include "tests/support/fake_terminal/fake_terminal.h"
#include "ui/shell/layout_keeper.h"
#include "ui/shell/workspaces.h"

#include <QTest>

using namespace omni;
using namespace omni::ui;
using omni::testing::FakeTerminal;

namespace {

bool isAnyPane(const QString&)
{
    return true;
}

QString clockOf(std::int64_t seconds)
{
    return QStringLiteral("%1:%2").arg(seconds / 3'600, 2, 10, QChar(u'0')).arg(seconds / 60 % 60, 2, 10, QChar(u'0'));
}

WorkspaceLayout only(const char* id)
{
    WorkspaceLayout layout;
    layout.root.panes.push_back({QString::fromLatin1(id), LinkGroup::A, {}, {}});
    return layout;
}

constexpr std::int64_t twelvePastNine = 9 * 3'600 + 12 * 60;

} // namespace

class TestLayoutKeeper : public QObject
{
    Q_OBJECT

private slots:
    void startsWithTheDefaultsWhereNothingWasKept()
    {
        FakeTerminal terminal;
        LayoutKeeper keeper(terminal, isAnyPane, nullptr);
        QVERIFY(keeper.load(clockOf).isEmpty());
        QCOMPARE(keeper.current(), u"trading"_qs);
        QVERIFY(keeper.layout() == defaultLayout(u"trading"_qs, isAnyPane));
    }

    void keepsAChangeOverARestart()
    {
        FakeTerminal terminal;
        {
            LayoutKeeper keeper(terminal, isAnyPane, nullptr);
            keeper.note(only("chart"));
            keeper.flush();
        }
        LayoutKeeper keeper(terminal, isAnyPane, nullptr);
        QVERIFY(keeper.load(clockOf).isEmpty());
        QVERIFY(keeper.layout() == only("chart"));
    }

    void writesNothingWhenNothingChanged()
    {
        FakeTerminal terminal;
        LayoutKeeper keeper(terminal, isAnyPane, nullptr);
        keeper.note(keeper.layout());
        keeper.flush();
        QVERIFY(terminal.files.empty());
    }

    void takesChangesBackOneByOneAndPerWorkspace()
    {
        FakeTerminal terminal;
        LayoutKeeper keeper(terminal, isAnyPane, nullptr);
        const WorkspaceLayout first = keeper.layout();
        keeper.note(only("chart"));
        keeper.note(only("log"));
        keeper.setCurrent(u"risk"_qs);
        QVERIFY(!keeper.canUndo());
        keeper.setCurrent(u"trading"_qs);
        QVERIFY(*keeper.undo() == only("chart"));
        QVERIFY(*keeper.undo() == first);
        QVERIFY(!keeper.undo());
    }

    void whatIsChosenInAPaneIsKeptAndIsNoStep()
    {
        FakeTerminal terminal;
        LayoutKeeper keeper(terminal, isAnyPane, nullptr);
        keeper.note(only("chart"));
        WorkspaceLayout chosen = only("chart");
        chosen.root.panes[0].state = {{u"interval"_qs, u"5m"_qs}};
        keeper.note(chosen);
        QVERIFY(keeper.layout() == chosen);
        keeper.note(only("log"));
        QVERIFY(*keeper.undo() == chosen);
        QVERIFY(*keeper.undo() != chosen); // one step for both
        QVERIFY(!keeper.canUndo());
        keeper.flush();
        QVERIFY(terminal.files.contains("layouts.json"));
    }

    void aPaneThatStaysKeepsWhatWasChosenWhenAChangeIsTakenBack()
    {
        FakeTerminal terminal;
        LayoutKeeper keeper(terminal, isAnyPane, nullptr);
        WorkspaceLayout one = only("chart");
        one.root.panes[0].state = {{u"interval"_qs, u"1m"_qs}};
        keeper.note(one);
        WorkspaceLayout two = one;
        two.root.panes.push_back({u"chart#2"_qs, LinkGroup::B, {}, {}});
        two.root.panes[0].state = {{u"interval"_qs, u"5m"_qs}};
        keeper.note(two);
        one.root.panes[0].state = two.root.panes[0].state;
        QVERIFY(*keeper.undo() == one);
    }

    void notesChoicesAloneWherePlacesDoNotShow()
    {
        FakeTerminal terminal;
        LayoutKeeper keeper(terminal, isAnyPane, nullptr);
        WorkspaceLayout two = only("chart");
        two.root.panes.push_back({u"log"_qs, LinkGroup::A, {}, {}});
        keeper.note(two);
        WorkspaceLayout alone = only("chart");
        alone.root.panes[0].state = {{u"interval"_qs, u"5m"_qs}};
        keeper.noteChoices(alone);
        two.root.panes[0].state = alone.root.panes[0].state;
        QVERIFY(keeper.layout() == two);
    }

    void canTakeAResetBack()
    {
        FakeTerminal terminal;
        LayoutKeeper keeper(terminal, isAnyPane, nullptr);
        keeper.note(only("chart"));
        QVERIFY(keeper.reset() == defaultLayout(u"trading"_qs, isAnyPane));
        QVERIFY(*keeper.undo() == only("chart"));
    }

    void takesTheNewestEarlierVersionWhenTheFileIsDamaged()
    {
        FakeTerminal terminal;
        {
            LayoutKeeper keeper(terminal, isAnyPane, nullptr, [] { return twelvePastNine; });
            keeper.note(only("chart"));
            keeper.flush();
        }
        terminal.keepFile(LayoutKeeper::fileName, "{\"layouts\":1,");
        LayoutKeeper keeper(terminal, isAnyPane, nullptr);
        QCOMPARE(
            keeper.load(clockOf),
            QStringList{u"Layout file damaged. Loaded the version from 09:12 instead. Nothing else is affected."_qs});
        QVERIFY(keeper.layout() == only("chart"));
    }

    void startsWithTheDefaultsWhenEveryVersionIsDamaged()
    {
        FakeTerminal terminal;
        terminal.keepFile(LayoutKeeper::fileName, "no");
        terminal.keepFile(LayoutKeeper::fileName, "neither");
        LayoutKeeper keeper(terminal, isAnyPane, nullptr);
        QCOMPARE(keeper.load(clockOf).size(), 1);
        QVERIFY(keeper.layout() == defaultLayout(u"trading"_qs, isAnyPane));
    }

    void remembersAtMostFiftyChanges()
    {
        FakeTerminal terminal;
        LayoutKeeper keeper(terminal, isAnyPane, nullptr);
        for (int i = 0; i < 200; ++i) {
            keeper.note(only(i % 2 == 0 ? "chart" : "log"));
        }
        int undone = 0;
        while (keeper.undo()) {
            ++undone;
        }
        QCOMPARE(undone, 50);
    }

    void keepsAnUnknownWorkspaceButShowsOneThatIs()
    {
        FakeTerminal terminal;
        terminal.keepFile(
            LayoutKeeper::fileName,
            "{\"layouts\":1,\"current\":\"lab\",\"workspaces\":{\"lab\":{\"root\":{\"stack\":[{\"id\":\"log\"}]}}}}");
        LayoutKeeper keeper(terminal, isAnyPane, nullptr);
        QVERIFY(keeper.load(clockOf).isEmpty());
        QCOMPARE(keeper.current(), u"trading"_qs);
        keeper.note(only("chart"));
        QVERIFY(keeper.document().workspaces.contains(u"lab"_qs));
    }
};

QTEST_MAIN(TestLayoutKeeper)
#include "tst_layout_keeper.moc"
