// needs: ui/shell Qt6::Widgets
#include "ui/shell/layout_document.h"
#include "ui/shell/workspaces.h"

#include <QJsonDocument>
#include <QTest>

#include <random>

using namespace omni;
using namespace omni::ui;

namespace {

bool isAnyPane(const QString& key)
{
    return key != u"gone"_qs;
}

LayoutNode stackOf(const QStringList& ids)
{
    LayoutNode node;
    for (const QString& id : ids) {
        node.panes.push_back({id, LinkGroup::A, {}, {}});
    }
    return node;
}

LayoutDocument aDocument()
{
    LayoutDocument document;
    document.current = u"trading"_qs;
    document.window = {40, 30, 1'600, 1'000};
    WorkspaceLayout layout;
    layout.root.kind = LayoutNode::Kind::Row;
    layout.root.sizes = {236, 1'364};
    layout.root.children = {stackOf({u"watchlist"_qs}), stackOf({u"chart"_qs, u"chart#2"_qs})};
    layout.root.children[1].front = 1;
    layout.root.children[1].panes[1].group = LinkGroup::None;
    layout.root.children[1].panes[1].instrument = u"demo:BTCUSD"_qs;
    layout.root.children[1].panes[1].state = {{u"interval"_qs, 60}};
    layout.floating.push_back({{100, 100, 600, 400}, stackOf({u"log"_qs})});
    document.workspaces[u"trading"_qs] = layout;
    document.recent = {u"trade.kill"_qs};
    document.symbols[u"A"_qs] = u"demo:BTCUSD"_qs;
    return document;
}

} // namespace

class TestLayoutDocument : public QObject
{
    Q_OBJECT

private slots:
    void comesBackAsItWasWritten()
    {
        QStringList notes;
        const auto back = layoutFromJson(toJson(aDocument()), isAnyPane, notes);
        QVERIFY(back);
        QVERIFY(*back == aDocument());
        QVERIFY(notes.isEmpty());
    }

    void leavesAnUnknownPaneOutAndSaysSo()
    {
        auto document = aDocument();
        document.workspaces[u"trading"_qs].root.children[0].panes.push_back({u"gone"_qs, LinkGroup::A, {}, {}});
        QStringList notes;
        const auto back = layoutFromJson(toJson(document), isAnyPane, notes);
        QVERIFY(back);
        QVERIFY(*back == aDocument());
        QCOMPARE(notes, QStringList{u"This version has no pane \"gone\". It was left out."_qs});
    }

    void countsPanesOfAKindFromOneToEight()
    {
        for (int number = 1; number <= mostOfAKind; ++number) {
            QCOMPARE(paneNumberOf(paneIdOf(u"chart"_qs, number)), std::optional(number));
            QCOMPARE(paneKeyOf(paneIdOf(u"chart"_qs, number)), u"chart"_qs);
        }
        for (const char* id : {"chart#", "chart#0", "chart#1", "chart#9", "chart#02", "chart#+2", "chart#2 ",
                               "chart#2#2", "chart#2147483650"}) {
            QVERIFY2(!paneNumberOf(QString::fromLatin1(id)), id);
        }
    }

    void leavesOutANumberThatNoPaneHas()
    {
        auto document = aDocument();
        document.workspaces[u"trading"_qs].root.children[0].panes.push_back({u"chart#9"_qs, LinkGroup::A, {}, {}});
        QStringList notes;
        const auto back = layoutFromJson(toJson(document), isAnyPane, notes);
        QVERIFY(back);
        QVERIFY(*back == aDocument());
        QCOMPARE(notes, QStringList{u"This version has no pane \"chart#9\". It was left out."_qs});
    }

    void takesEmptyStacksAndRowsOfOneAway()
    {
        WorkspaceLayout layout;
        layout.root.kind = LayoutNode::Kind::Row;
        layout.root.children = {stackOf({}), stackOf({u"chart"_qs})};
        QVERIFY(tidied(layout).root == stackOf({u"chart"_qs}));
    }

    void showsNoPaneTwice()
    {
        auto document = aDocument();
        document.workspaces[u"trading"_qs].root.children[0].panes.push_back({u"chart"_qs, LinkGroup::A, {}, {}});
        QStringList notes;
        const auto back = layoutFromJson(toJson(document), isAnyPane, notes);
        QVERIFY(back);
        QCOMPARE(paneIdsOf(back->workspaces.at(u"trading"_qs)).count(u"chart"_qs), 1);
    }

    void refusesWhatIsNoLayout_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("code");
        QTest::newRow("nothing") << QByteArray() << static_cast<int>(Errc::Corrupt);
        QTest::newRow("half a file") << toJson(aDocument()).left(200) << static_cast<int>(Errc::Corrupt);
        QTest::newRow("another file") << QByteArray("{\"theme\":\"dark\"}") << static_cast<int>(Errc::Corrupt);
        QTest::newRow("a list") << QByteArray("[1,2]") << static_cast<int>(Errc::Corrupt);
        QTest::newRow("a later version") << QByteArray("{\"layouts\":99,\"workspaces\":{}}")
                                         << static_cast<int>(Errc::Newer);
    }

    void refusesWhatIsNoLayout()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, code);
        QStringList notes;
        const auto back = layoutFromJson(text, isAnyPane, notes);
        QVERIFY(!back);
        QCOMPARE(static_cast<int>(back.error().code), code);
    }

    void boundsHowDeepAFileMayGo()
    {
        QByteArray text = "{\"stack\":[{\"id\":\"chart\"}]}";
        for (int i = 0; i < 200; ++i) {
            text = "{\"row\":[" + text + "],\"sizes\":[-5]}";
        }
        QStringList notes;
        QVERIFY(
            layoutFromJson("{\"layouts\":1,\"workspaces\":{\"trading\":{\"root\":" + text + "}}}", isAnyPane, notes));
    }

    void movesAWindowThatIsOffEveryScreenOntoTheNearest()
    {
        const QList<QRect> screens{{0, 0, 1'920, 1'080}, {1'920, 0, 1'280, 1'024}};
        QCOMPARE(ontoScreens({5'000, 200, 1'200, 800}, screens, {1'180, 720}), QRect(2'000, 200, 1'200, 800));
        QCOMPARE(ontoScreens({-3'000, -50, 1'200, 800}, screens, {1'180, 720}), QRect(0, 0, 1'200, 800));
        QCOMPARE(ontoScreens({10, 10, 1'200, 800}, screens, {1'180, 720}), QRect(10, 10, 1'200, 800));
    }

    // Whatever was kept, on whatever screens: all of the window can be seen, if the screen has room for the smallest.
    void alwaysPutsTheWholeWindowOnOneScreen()
    {
        std::mt19937_64 random{20'240'229};
        const auto draw = [&random](int from, int to) {
            return from + static_cast<int>(random() % static_cast<std::uint64_t>(to - from + 1));
        };
        for (int i = 0; i < 5'000; ++i) {
            QList<QRect> screens;
            for (int j = draw(1, 4); j > 0; --j) {
                screens.append(QRect(draw(-4'000, 4'000), draw(-2'000, 2'000), draw(1'180, 4'000), draw(720, 2'200)));
            }
            const QRect window(draw(-9'000, 9'000), draw(-9'000, 9'000), draw(1, 9'000), draw(1, 9'000));
            const QRect placed = ontoScreens(window, screens, {1'180, 720});
            QVERIFY(
                std::any_of(screens.begin(), screens.end(), [&](const QRect& one) { return one.contains(placed); }));
        }
    }

    void startsEveryWorkspaceWithPanesThatExist()
    {
        const auto has = [](const QString& key) { return key != u"ticket"_qs && key != u"pnl"_qs; };
        for (const WorkspaceInfo& info : allWorkspaces()) {
            const WorkspaceLayout layout = defaultLayout(QString::fromLatin1(info.key), has);
            QVERIFY(!layout.root.isEmpty());
            for (const QString& id : paneIdsOf(layout)) {
                QVERIFY2(has(paneKeyOf(id)), qPrintable(id));
            }
            QVERIFY(tidied(layout) == layout);
        }
    }
};

QTEST_MAIN(TestLayoutDocument)
#include "tst_layout_document.moc"
