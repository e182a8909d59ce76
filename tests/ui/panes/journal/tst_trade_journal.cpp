// needs: ui/panes/journal tests/support/fake_terminal Qt6::Widgets
#include "tests/support/fake_terminal/plausible.h"
#include "tests/support/pane_bench.h"
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
};

QTEST_MAIN(TestTradeJournal)
#include "tst_trade_journal.moc"
