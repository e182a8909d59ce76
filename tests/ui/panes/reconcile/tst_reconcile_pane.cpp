// needs: ui/panes/reconcile tests/support/fake_terminal Qt6::Widgets
// Differences to the account are lines, and people settle them (F49, S9): each deed is a command, none is one click.
#include "tests/support/fake_terminal/plausible.h"
#include "tests/support/pane_bench.h"
#include "ui/panes/reconcile/view.h"
#include "ui/widgets/confirm_dialog.h"
#include "ui/widgets/pane_table.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTableView>
#include <QTest>

#include <limits>

using namespace omni;
using namespace omni::ui;
using namespace omni::ui::reconcile;
using omni::testing::PaneBench;

namespace {

views::DifferenceView position(std::int64_t ours, std::int64_t theirs)
{
    views::DifferenceView line;
    line.what.kind = events::DifferenceKind::Position;
    line.what.instrument = InstrumentId{1};
    line.ours = ours;
    line.theirs = theirs;
    line.since = omni::testing::plausibleNow - minutes(2);
    return line;
}
views::DifferenceView cash()
{
    views::DifferenceView line;
    line.what.kind = events::DifferenceKind::Cash;
    line.what.currency = CurrencyId{1};
    line.ours = std::int64_t{100} * 100'000'000;
    line.theirs = std::int64_t{90} * 100'000'000;
    return line;
}
views::DifferenceView ofOrder(events::DifferenceKind kind)
{
    views::DifferenceView line;
    line.what.kind = kind;
    line.what.instrument = InstrumentId{1};
    if (kind == events::DifferenceKind::OrderHereOnly) {
        line.what.order = OrderId{12};
        line.ours = 30;
    } else {
        line.what.venueOrderId = orders::VenueOrderId("abc-1");
        line.theirs = 30;
    }
    return line;
}

views::DeskSnapshot deskWith(std::vector<views::DifferenceView> lines)
{
    auto desk = omni::testing::aSnapshot();
    desk.environment = orders::Environment::Paper;
    desk.isReconciled = true;
    desk.cash = {{"USD", Money{}, Money{}}};
    desk.differences = std::move(lines);
    return desk;
}

struct Bench : PaneBench {
    explicit Bench(std::vector<views::DifferenceView> lines)
    {
        terminal.show(deskWith(std::move(lines)));
        view = &open<View>();
        view->findChild<PaneTable*>()->setCurrentRow(0);
        frame();
    }
    [[nodiscard]] QPushButton& button(Deed deed) const
    {
        return *view->findChild<QPushButton*>(QStringLiteral("deed%1").arg(static_cast<int>(deed)));
    }
    [[nodiscard]] bool isOffered(Deed deed) const
    {
        return button(deed).isVisibleTo(view);
    }
    void prove() const
    {
        view->findChild<QLineEdit*>(QStringLiteral("reconcileReason"))->setText(QStringLiteral("checked by telephone"));
        view->findChild<QLineEdit*>(QStringLiteral("reconcileSentence"))->setText(View::sentence());
    }
    [[nodiscard]] QString question() const
    {
        const auto* dialog = view->findChild<ConfirmDialog*>();
        return dialog != nullptr ? dialog->question() : QString();
    }
    /// Presses the deed in the question: deaf in its first moment, then it acts once.
    void confirm(const QString& act) const
    {
        QPushButton* button = nullptr;
        for (auto* one : view->findChild<ConfirmDialog*>()->findChildren<QPushButton*>()) {
            button = one->text() == act ? one : button;
        }
        QVERIFY(button != nullptr);
        QTRY_VERIFY_WITH_TIMEOUT((button->click(), !terminal.sent.empty()), 2'000);
        QCOMPARE(terminal.sent.size(), std::size_t{1});
    }
    View* view = nullptr;
};

} // namespace

class TestReconcilePane : public QObject
{
    Q_OBJECT

private slots:
    // 12 digits before the point are more than an account has; all of them stay in sight, the words give way.
    void fitsAPaneOf900PixelsWithTheLongestAmounts()
    {
        auto large = cash();
        large.ours = std::int64_t{90'000'000'000} * 100'000'000 + 12'345'678;
        large.theirs = -large.ours;
        Bench bench({position(100'000'000, -100'000'000), large, ofOrder(events::DifferenceKind::OrderThereOnly),
                     ofOrder(events::DifferenceKind::OrderHereOnly)});
        bench.view->resize(900, 300);
        QTest::qWait(300); // the columns are measured between frames
        bench.frame();
        auto& table = bench.view->findChild<PaneTable*>()->view();

        QCOMPARE(table.horizontalScrollBar()->maximum(), 0);
        for (int column = 0; column < table.model()->columnCount(); ++column) {
            QVERIFY(!table.isColumnHidden(column));
            QVERIFY2(table.columnWidth(column) >= 60, qPrintable(QString::number(column)));
        }
        for (const int column : {int(Model::Ours), int(Model::Theirs), int(Model::Between)}) {
            for (int row = 0; row < table.model()->rowCount(); ++row) {
                const QString text = table.model()->index(row, column).data().toString();
                QVERIFY2(table.fontMetrics().horizontalAdvance(text) <= table.columnWidth(column), qPrintable(text));
            }
        }
    }

    void aLineShowsOursTheirsAndWhatIsBetween()
    {
        Bench bench({position(0, 120)});
        const QAbstractItemModelTester tester(bench.view->findChild<QTableView*>()->model());
        const auto* model = bench.view->findChild<Model*>();

        QCOMPARE(model->rowCount(), 1);
        QCOMPARE(model->cell(0, Model::Theirs).text, QStringLiteral("0.0120"));
        QCOMPARE(model->cell(0, Model::Between).text, QStringLiteral("0.0120"));
        QCOMPARE(model->cell(0, Model::State).text, QStringLiteral("open, forbids arming"));
        QCOMPARE(bench.view->badge(), 1);
    }

    void nothingIsSettledWithoutAReasonAndAWord()
    {
        Bench bench({position(0, 120)});

        QVERIFY(bench.isOffered(Deed::AdoptPosition));
        QVERIFY(!bench.button(Deed::AdoptPosition).isEnabled());
        bench.view->findChild<QLineEdit*>(QStringLiteral("reconcileReason"))->setText(QStringLiteral("checked twice"));
        QVERIFY(!bench.button(Deed::AdoptPosition).isEnabled());
        bench.prove();

        QVERIFY(bench.button(Deed::AdoptPosition).isEnabled());
    }

    /// In LIVE it takes a code, and there is none: nothing that is typed opens it.
    void inLiveNothingThatIsTypedSettles()
    {
        Bench bench({position(0, 120)});
        auto desk = deskWith({position(0, 120)});
        desk.environment = orders::Environment::Live;
        bench.terminal.show(desk);
        bench.frame();

        bench.prove();

        QVERIFY(!bench.button(Deed::AdoptPosition).isEnabled());
    }

    void aPositionIsAdoptedByACommandWithTheReason()
    {
        Bench bench({position(0, 120)});
        bench.prove();

        bench.button(Deed::AdoptPosition).click();

        QVERIFY(bench.terminal.sent.empty()); // it asks first
        QVERIFY2(bench.question().contains(QStringLiteral("0.0120")), qPrintable(bench.question()));
        QVERIFY2(bench.question().contains(QStringLiteral("PAPER")), qPrintable(bench.question()));
        bench.confirm(QStringLiteral("Adopt the position"));
        const auto* wish = bench.terminal.lastWish<events::AdoptPosition>();
        QVERIFY(wish != nullptr);
        QCOMPARE(wish->instrument, InstrumentId{1});
        QVERIFY(bench.terminal.sent.back().stepUp);
        QCOMPARE(bench.terminal.sent.back().reason.view(), std::string_view("checked by telephone"));
    }

    /// The word is good for one deed: the next one is typed anew.
    void eachDeedTakesAWordOfItsOwn()
    {
        Bench bench({cash()});
        bench.prove();

        bench.button(Deed::AdoptAsResult).click();
        bench.confirm(QStringLiteral("Adopt the cash"));

        const auto* wish = bench.terminal.lastWish<events::AdoptCash>();
        QVERIFY(wish != nullptr && !wish->isCapital);
        QVERIFY(!bench.button(Deed::AdoptAsCapital).isEnabled());
    }

    /// What is ignored are these figures: the desk refuses the word where they have changed.
    void lettingALineStandSendsItsFigures()
    {
        Bench bench({position(5, 120)});
        bench.prove();

        bench.button(Deed::Ignore).click();
        bench.confirm(QStringLiteral("Let it stand"));

        const auto* wish = bench.terminal.lastWish<events::IgnoreDifference>();
        QVERIFY(wish != nullptr);
        QCOMPARE(wish->ours, std::int64_t{5});
        QCOMPARE(wish->theirs, std::int64_t{120});
    }

    void closingNamesSideQuantityAndAccount()
    {
        Bench bench({position(-20, 120)});
        bench.prove();

        bench.button(Deed::Close).click();

        QVERIFY2(bench.question().startsWith(QStringLiteral("Sell 0.0120")), qPrintable(bench.question()));
        bench.confirm(QStringLiteral("Send the order"));
        QVERIFY(bench.terminal.lastWish<events::CloseDifference>() != nullptr);
    }

    /// Worked out by hand from the rule: what they hold more on their side of the market.
    void onlyWhatTheyHoldMoreCanBeClosed()
    {
        QVERIFY(!closable(position(120, 100)));
        QVERIFY(!closable(position(-120, -100)));
        QVERIFY(!closable(position(120, 0)));
        QCOMPARE(closable(position(20, 120))->count, std::int64_t{100});
        QCOMPARE(closable(position(-20, -120))->count, std::int64_t{100});
        QCOMPARE(closable(position(120, -30))->count, std::int64_t{30});
        constexpr auto most = std::numeric_limits<std::int64_t>::max();
        QCOMPARE(closable(position(0, most))->count, most);
        QVERIFY(!closable(position(0, std::numeric_limits<std::int64_t>::min()))); // is no number of lots
    }

    void ourOwnUnansweredOrderIsAskedForAndNeverIgnored()
    {
        Bench bench({ofOrder(events::DifferenceKind::OrderHereOnly)});

        QVERIFY(bench.isOffered(Deed::AskVenue));
        QVERIFY(!bench.isOffered(Deed::Ignore));
        bench.button(Deed::AskVenue).click();

        const auto* wish = bench.terminal.lastWish<events::QueryOrder>();
        QVERIFY(wish != nullptr);
        QCOMPARE(wish->order, OrderId{12});
    }

    void somebodyElsesOrderIsCancelledOrLetStand()
    {
        Bench bench({ofOrder(events::DifferenceKind::OrderThereOnly)});

        QVERIFY(bench.isOffered(Deed::CancelOther) && bench.isOffered(Deed::Ignore));
        QVERIFY(!bench.isOffered(Deed::AdoptPosition) && !bench.isOffered(Deed::Close));
        bench.button(Deed::CancelOther).click();
        bench.confirm(QStringLiteral("Cancel the order"));

        QVERIFY(bench.terminal.lastWish<events::CancelExternalOrder>() != nullptr);
    }

    void aBuiltInMarketHasNothingToCompare()
    {
        PaneBench bench;
        bench.terminal.show(omni::testing::aSnapshot());
        auto& view = bench.open<View>();

        QCOMPARE(view.state(), PaneState::Empty);
        QVERIFY(view.stateText().contains(QStringLiteral("built in")));
    }

    void everythingThatTakesTheFocusHasAName()
    {
        const Bench bench({position(0, 120), cash(), ofOrder(events::DifferenceKind::OrderThereOnly)});
        QCOMPARE(PaneBench::unnamed(*bench.view), QString());
    }
};

QTEST_MAIN(TestReconcilePane)
#include "tst_reconcile_pane.moc"
