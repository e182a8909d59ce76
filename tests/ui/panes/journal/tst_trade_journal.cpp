// needs: ui/panes/journal tests/support/fake_terminal Qt6::Widgets
#include "tests/support/fake_terminal/plausible.h"
#include "tests/support/pane_bench.h"
#include "ui/panes/history_foot.h"
#include "ui/panes/journal/view.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>

using namespace omni;
using namespace omni::ui;
using namespace omni::ui::journal;
using omni::testing::PaneBench;

namespace {

views::RoundTripRow aTrip(ProposalId proposal = ProposalId{4})
{
    views::RoundTripRow trip;
    trip.seq.value = 90;
    trip.instrument = InstrumentId{1};
    trip.strategy = StrategyId{1};
    trip.proposal = proposal;
    trip.lots = Lots{315};
    trip.opened = Timestamp{1'000'000'000};
    trip.closed = Timestamp{61'000'000'000};
    trip.net = Money{-5'000'000'000};
    trip.risk = Money{10'000'000'000};
    return trip;
}

views::NoteRow noteOf(ProposalId proposal, const char* text)
{
    views::NoteRow note;
    note.note.proposal = proposal;
    note.note.text = ShortText<191>(text);
    return note;
}

void chooseFirst(View& view)
{
    auto* table = view.findChild<QTableView*>();
    table->setCurrentIndex(table->model()->index(0, 0));
}

} // namespace

class TestTradeJournal : public QObject
{
    Q_OBJECT

private slots:
    // As wide as the review workspace makes it at 1600: less than all columns need.
    void theResultIsInSightInANarrowPane()
    {
        PaneBench bench;
        auto& view = bench.open<View>({800, 440});
        auto* table = view.findChild<QTableView*>();
        const int end = table->columnViewportPosition(Model::Net) + table->columnWidth(Model::Net);
        QVERIFY2(end <= table->viewport()->width(), qPrintable(QString::number(end)));
    }

    void theResultIsToldInMultiplesOfTheRisk()
    {
        const Row row = rowOf(aTrip(), omni::testing::aSnapshot(), Formats{});
        QCOMPARE(row.multiple, std::optional(-0.5));
        auto without = aTrip();
        without.risk.reset();
        QVERIFY(!rowOf(without, omni::testing::aSnapshot(), Formats{}).multiple);
    }

    void aNoteGoesIntoTheRecordOfItsProposal()
    {
        PaneBench bench;
        bench.terminal.show(omni::testing::aSnapshot());
        bench.terminal.give(std::vector{aTrip()});
        auto& view = bench.open<View>();
        auto* add = view.findChild<QPushButton*>();
        QVERIFY(!add->isEnabled());
        chooseFirst(view);
        view.findChild<QLineEdit*>();
        view.findChild<QPlainTextEdit*>()->setPlainText(QStringLiteral("Sold too early."));
        QPushButton* button = nullptr;
        for (auto* candidate : view.findChildren<QPushButton*>()) {
            button = candidate->text() == View::tr("Add note") ? candidate : button;
        }
        QVERIFY(button->isEnabled());
        button->click();
        const auto* note = bench.terminal.lastWish<events::AddNote>();
        QVERIFY(note != nullptr);
        QCOMPARE(note->proposal, ProposalId{4});
        QCOMPARE(note->text.view(), std::string_view("Sold too early."));
        QVERIFY(view.findChild<QPlainTextEdit*>()->toPlainText().isEmpty());
    }

    void tooLongANoteIsNotCutInSilence()
    {
        PaneBench bench;
        bench.terminal.show(omni::testing::aSnapshot());
        bench.terminal.give(std::vector{aTrip()});
        auto& view = bench.open<View>();
        chooseFirst(view);
        view.findChild<QPlainTextEdit*>()->setPlainText(QString(96, QChar(0x00E4))); // 192 bytes
        for (auto* candidate : view.findChildren<QPushButton*>()) {
            if (candidate->text() == View::tr("Add note")) {
                QVERIFY(!candidate->isEnabled());
            }
        }
    }

    void showsTheNotesOfTheChosenTradeOnly()
    {
        PaneBench bench;
        bench.terminal.show(omni::testing::aSnapshot());
        bench.terminal.give(std::vector{aTrip()});
        bench.terminal.give(std::vector{noteOf(ProposalId{4}, "mine"), noteOf(ProposalId{5}, "of another")});
        auto& view = bench.open<View>();
        chooseFirst(view);
        auto* list = view.findChild<QListWidget*>();
        QCOMPARE(list->count(), 1);
        QVERIFY(list->item(0)->text().contains(QStringLiteral("mine")));
    }

    void aTradeOfAPersonHangsOnItsFirstOrder()
    {
        PaneBench bench;
        bench.terminal.show(omni::testing::aSnapshot());
        bench.terminal.give(std::vector{aTrip(ProposalId{})});
        views::FillRow fill;
        fill.at = Timestamp{2'000'000'000};
        fill.fill.order = OrderId{17};
        fill.fill.instrument = InstrumentId{1};
        bench.terminal.give(std::vector{fill});
        auto& view = bench.open<View>();
        chooseFirst(view);
        bench.frame();
        view.findChild<QPlainTextEdit*>()->setPlainText(QStringLiteral("By hand."));
        for (auto* candidate : view.findChildren<QPushButton*>()) {
            if (candidate->text() == View::tr("Add note")) {
                candidate->click();
            }
        }
        const auto* note = bench.terminal.lastWish<events::AddNote>();
        QVERIFY(note != nullptr);
        QCOMPARE(note->order, OrderId{17});
    }

    void saysSoWhileNothingIsClosed()
    {
        PaneBench bench;
        auto& view = bench.open<View>();
        QCOMPARE(view.state(), PaneState::Empty);
        QCOMPARE(PaneBench::unnamed(view), QString());
    }

    void olderTradesCanBeHadWithTheirNotes()
    {
        PaneBench bench;
        bench.terminal.show(omni::testing::aSnapshot());
        std::vector<views::RoundTripRow> trips;
        std::vector<views::NoteRow> notes;
        for (std::uint64_t seq = 6'000; seq > 0; --seq) {
            auto trip = aTrip(ProposalId{seq});
            trip.seq = Sequence{seq};
            trips.push_back(trip);
            auto note = noteOf(ProposalId{seq}, "n");
            note.seq = Sequence{seq};
            notes.push_back(note);
        }
        bench.terminal.give(trips);
        bench.terminal.give(notes);
        auto& view = bench.open<View>();
        const auto* model = view.findChild<Model*>();
        QCOMPARE(model->rowCount(), 2'000);
        QCOMPARE(view.badge(), -1); // a part is no count
        for (int i = 0; i < 2; ++i) {
            view.findChild<HistoryFoot*>()->findChild<QPushButton*>()->click();
            bench.frame();
        }
        QCOMPARE(model->rowCount(), 6'000);
        QCOMPARE(view.badge(), 6'000);
        for (int row = 0; row < model->rowCount(); ++row) {
            QCOMPARE(model->row(row).notes, 1);
        }
    }

    void aHistoryThatFailsIsAskedAgain()
    {
        PaneBench bench;
        bench.terminal.historyFault = Error{Errc::Unavailable, "the disk is gone"};
        auto& view = bench.open<View>();
        QCOMPARE(view.state(), PaneState::Error);
        bench.terminal.historyFault.reset();
        bench.terminal.give(std::vector{aTrip()});
        bench.terminal.nowShown = bench.terminal.nowShown + seconds(6);
        bench.frame();
        QCOMPARE(view.state(), PaneState::Normal);
    }
};

QTEST_MAIN(TestTradeJournal)
#include "tst_trade_journal.moc"
