// needs: ui/dialogs/symbols tests/support/fake_terminal Qt6::Widgets
// The symbols of a session with a broker: what it lists is searched, what is chosen is started, a broker that does not
// answer is said in words.
#include "tests/support/fake_terminal/fake_terminal.h"
#include "ui/bridge/engine_link.h"
#include "ui/dialogs/symbols/symbol_chooser.h"
#include "ui/style/theme.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/pane_table.h"

#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace omni;
using namespace omni::ui;
using namespace omni::ui::symbols;
using omni::testing::FakeTerminal;
using State = omni::views::BrokerListing::State;

namespace {

views::BrokerListing listingOf(std::vector<views::ListedSymbol> symbols)
{
    views::BrokerListing listing;
    listing.broker = "alpaca";
    listing.state = State::Ready;
    listing.symbols = std::move(symbols);
    return listing;
}

views::BrokerListing some()
{
    return listingOf({{"AAPL", "Apple Inc. Common Stock", "USD", true},
                      {"BTC/USD", "Bitcoin / US Dollar", "USD", true},
                      {"MSFT", "Microsoft Corporation", "USD", true},
                      {"TWTR", "Twitter, Inc.", "USD", false}});
}

struct Bench {
    explicit Bench(std::vector<std::string> configured = {}, bool isInHouse = false)
    {
        views::BrokerOffer offer;
        offer.key = "alpaca";
        offer.title = "Alpaca";
        offer.symbols = std::move(configured);
        offer.isInHouse = isInHouse;
        link = std::make_unique<EngineLink>(terminal);
        dialog = std::make_unique<SymbolChooser>(*link, offer, theme, formats, nullptr);
        dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        dialog->show();
    }
    void answer(views::BrokerListing listing)
    {
        terminal.listingShown = std::make_shared<const views::BrokerListing>(std::move(listing));
    }
    PaneTable& table() const
    {
        return *dialog->findChild<PaneTable*>();
    }
    QLineEdit& search() const
    {
        return *dialog->findChild<QLineEdit*>(QStringLiteral("symbolSearch"));
    }
    QPushButton& start() const
    {
        return *dialog->findChild<QPushButton*>(QStringLiteral("startWithSymbols"));
    }
    QPushButton& choose() const
    {
        return *dialog->findChild<QPushButton*>(QStringLiteral("chooseSymbol"));
    }
    bool says(const QString& words) const
    {
        for (const auto* label : dialog->findChildren<QLabel*>()) {
            if (label->isVisible() && label->text().contains(words)) {
                return true;
            }
        }
        return false;
    }

    FakeTerminal terminal;
    Theme theme;
    Formats formats;
    std::unique_ptr<EngineLink> link;
    std::unique_ptr<SymbolChooser> dialog;
};

} // namespace

class TestSymbolChooser : public QObject
{
    Q_OBJECT

private slots:
    void theBrokerIsAskedWhenItOpens()
    {
        const Bench bench;

        QCOMPARE(bench.terminal.listed, std::vector<std::string>{"alpaca"});
        QCOMPARE(bench.table().cover().state(), CoverState::Loading);
        QVERIFY(!bench.start().isEnabled());
    }

    void thatThePricesOfThePaperExchangeAreMadeUpIsSaid()
    {
        const Bench exchange({"AAPL"}, true);
        QVERIFY(exchange.says(QStringLiteral("made up")) && exchange.says(QStringLiteral("It is not Alpaca")));
        QCOMPARE(exchange.dialog->windowTitle(), QStringLiteral("A PAPER session with Paper exchange (Alpaca)"));

        const Bench broker({"AAPL"});
        QVERIFY(!broker.says(QStringLiteral("made up")));
    }

    void anAnswerOfAnotherBrokerIsNotShown()
    {
        Bench bench;
        auto other = some();
        other.broker = "binance";
        bench.answer(other);
        QTest::qWait(250);
        QCOMPARE(bench.table().cover().state(), CoverState::Loading);

        bench.answer(some());

        QTRY_COMPARE(bench.table().shownRows(), 4);
    }

    void wordsOfTheNameFindASymbol()
    {
        Bench bench;
        bench.answer(some());
        QTRY_COMPARE(bench.table().shownRows(), 4);

        QTest::keyClicks(&bench.search(), QStringLiteral("micro"));
        QCOMPARE(bench.table().shownRows(), 1);
        QTest::keyClick(&bench.search(), Qt::Key_Return);

        QCOMPARE(bench.dialog->chosen(), QStringList{QStringLiteral("MSFT")});
        QVERIFY(bench.dialog->isVisible()); // Enter in the search takes what is found, it starts nothing
    }

    void whatIsChosenIsStartedInTheOrderOfItsChoice()
    {
        Bench bench({"MSFT"});
        bench.answer(some());
        QTRY_COMPARE(bench.table().shownRows(), 4);
        QSignalSpy wanted(bench.dialog.get(), &SymbolChooser::wanted);

        bench.table().setCurrentRow(0);
        bench.choose().click();
        bench.table().setCurrentRow(1);
        bench.choose().click();
        bench.table().setCurrentRow(0);
        QVERIFY(bench.choose().isEnabled());
        bench.choose().click(); // left out again
        bench.start().click();

        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted.front().at(0).toString(), QStringLiteral("alpaca"));
        QCOMPARE(wanted.front().at(1).toStringList(), QStringList({QStringLiteral("MSFT"), QStringLiteral("BTC/USD")}));
        QCOMPARE(wanted.front().at(2).toBool(), true); // what the program is for
        QVERIFY(!bench.dialog->isVisible());
    }

    void aBrokerThatDoesNotAnswerIsSaidAndCanBeAskedAgain()
    {
        Bench bench({"AAPL"});
        views::BrokerListing failed;
        failed.broker = "alpaca";
        failed.state = State::Failed;
        failed.fault = "asking alpaca what it trades: connection refused";
        bench.answer(failed);
        QTRY_VERIFY(bench.says(QStringLiteral("connection refused")));
        QVERIFY(bench.start().isEnabled()); // what is configured can still be tried

        emit bench.table().cover().actionAsked();

        QCOMPARE(bench.terminal.listed.size(), std::size_t{2});
        bench.answer(some());
        QTRY_COMPARE(bench.table().shownRows(), 4);
    }

    void noMoreThanAFewDozenAtOnce()
    {
        std::vector<views::ListedSymbol> many;
        std::vector<std::string> configured;
        for (int i = 0; i < SymbolChooser::mostChosen + 10; ++i) {
            const std::string symbol = "S" + std::to_string(1'000 + i);
            many.push_back({symbol, {}, "USD", true});
            configured.push_back(symbol);
        }
        Bench bench(configured);
        bench.answer(listingOf(many));
        QTRY_COMPARE(bench.table().shownRows(), SymbolChooser::mostChosen + 10);
        QCOMPARE(bench.dialog->chosen().size(), SymbolChooser::mostChosen);
        QVERIFY(bench.says(QStringLiteral("No more than 50")));

        bench.table().setCurrentRow(SymbolChooser::mostChosen + 1);
        QVERIFY(!bench.choose().isEnabled());
        QTest::keyClick(&bench.table().view(), Qt::Key_Return);

        QCOMPARE(bench.dialog->chosen().size(), SymbolChooser::mostChosen);
    }

    void aSymbolWithMarksOfTextIsShownAsItIs()
    {
        Bench bench;
        bench.answer(listingOf({{"<b>X</b>", "<img src=x>", "USD", true}}));
        QTRY_COMPARE(bench.table().shownRows(), 1);

        bench.table().setCurrentRow(0);
        bench.choose().click();

        QVERIFY(bench.says(QStringLiteral("<b>X</b>")));
    }

    void fiftyThousandSymbolsAreSearchedWhileTyping()
    {
        std::vector<views::ListedSymbol> many;
        for (int i = 0; i < 50'000; ++i) {
            many.push_back({"SYM" + std::to_string(i), "Company number " + std::to_string(i), "USD", true});
        }
        Bench bench;
        bench.answer(listingOf(std::move(many)));
        QTRY_COMPARE_WITH_TIMEOUT(bench.table().shownRows(), 50'000, 20'000);

        QTest::keyClicks(&bench.search(), QStringLiteral("number 49999"));

        QCOMPARE(bench.table().shownRows(), 1);
    }
};

QTEST_MAIN(TestSymbolChooser)
#include "tst_symbol_chooser.moc"
