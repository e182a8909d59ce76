// needs: ui/shell tests/support/fake_terminal Qt6::Widgets
#include "tests/support/window_bench.h"

#include <QMenu>
#include <QMenuBar>
#include <QTest>

using namespace omni;
using namespace omni::ui;
using namespace omni::testing;

namespace {

/// The menu, as it opens.
QMenu* menuOf(WindowBench& bench)
{
    auto* menu = bench.window->findChild<QMenuBar*>()->findChild<QMenu*>(u"proposals"_qs);
    if (menu != nullptr) {
        emit menu->aboutToShow();
    }
    return menu;
}

QAction* entryOf(QMenu* menu, const char* key)
{
    for (QAction* action : menu->actions()) {
        if (action->objectName() == QLatin1String(key)) {
            return action;
        }
    }
    return nullptr;
}

} // namespace

class TestProposalsMenu : public QObject
{
    Q_OBJECT

private slots:
    void holdsWhatCanBeDoneWithAProposalInTheOrderOfItsWork()
    {
        WindowBench bench;
        QStringList keys;
        for (const QAction* action : menuOf(bench)->actions()) {
            keys << (action->isSeparator() ? u"-"_qs : action->objectName());
        }
        QCOMPARE(keys,
                 (QStringList{u"proposals.focus"_qs, u"-"_qs, u"proposals.review"_qs, u"proposals.amend"_qs,
                              u"proposals.reject"_qs, u"proposals.snooze"_qs, u"proposals.bring_back"_qs, u"-"_qs,
                              u"proposals.next"_qs, u"proposals.previous"_qs}));
    }

    void offersOnlyWhatCanBeDoneNow()
    {
        WindowBench bench;
        QMenu* menu = menuOf(bench);
        for (const char* key : {"proposals.review", "proposals.reject", "proposals.snooze", "proposals.next"}) {
            QVERIFY2(entryOf(menu, key)->isEnabled(), key);
        }
        QVERIFY(!entryOf(menu, "proposals.bring_back")->isEnabled());

        views::DeskSnapshot desk = aSnapshot();
        desk.proposals.clear();
        bench.terminal.show(desk);
        bench.window->engine().poll();

        menu = menuOf(bench);
        QVERIFY(entryOf(menu, "proposals.focus")->isEnabled());
        for (const char* key : {"proposals.review", "proposals.amend", "proposals.reject", "proposals.snooze"}) {
            QVERIFY2(!entryOf(menu, key)->isEnabled(), key);
        }
    }

    void rejectsTheChosenOneWhereverTheFocusIs()
    {
        WindowBench bench;
        bench.area().pane(u"chart"_qs)->setFocus();

        entryOf(menuOf(bench), "proposals.reject")->trigger();

        const auto* sent = bench.terminal.lastWish<events::Decline>();
        QVERIFY(sent != nullptr);
        QCOMPARE(sent->proposal, aSnapshot().proposals.front().made.proposal.id);
    }
};

QTEST_MAIN(TestProposalsMenu)
#include "tst_proposals_menu.moc"
