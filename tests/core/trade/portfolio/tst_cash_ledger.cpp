#include "tests/core/trade/portfolio/typical_portfolio.h"

#include <QTest>

#include <array>
#include <limits>
#include <vector>

using namespace omni;
using namespace omni::portfolio;

namespace {

constexpr auto most = std::numeric_limits<std::int64_t>::max();

Posting deposit(CurrencyId currency, std::int64_t amount)
{
    Posting posting;
    posting.reason = PostingReason::Deposit;
    posting.currency = currency;
    posting[CashAccount::Cash] = {amount};
    posting[CashAccount::Capital] = {-amount};
    return posting;
}

bool post(CashLedger& ledger, std::vector<Posting> postings)
{
    return ledger.post(postings).has_value();
}

} // namespace

class TestCashLedger : public QObject
{
    Q_OBJECT

private slots:
    void aPostingMovesBetweenAccounts()
    {
        CashLedger ledger;

        QVERIFY(post(ledger, {deposit(eur, 500)}));

        QCOMPARE(ledger.balance(eur, CashAccount::Cash), Money{500});
        QCOMPARE(ledger.balance(eur, CashAccount::Capital), Money{-500});
        QCOMPARE(ledger.balance(usd, CashAccount::Cash), Money{0});
        QCOMPARE(ledger.balance({}, CashAccount::Cash), Money{0});
    }

    void refusesAPostingThatDoesNotSumToZero()
    {
        CashLedger ledger;
        auto posting = deposit(usd, 5);
        posting[CashAccount::Fees] = {1};

        QVERIFY(!post(ledger, {posting}));
        QVERIFY(!post(ledger, {deposit({}, 5)}));
        QVERIFY(!post(ledger, {deposit({mostCurrencies + 1}, 5)}));
        QCOMPARE(ledger.lastNumber(), std::uint64_t{0});
    }

    void allOrNothing()
    {
        CashLedger ledger;
        QVERIFY(post(ledger, {deposit(usd, most)}));

        QVERIFY(!post(ledger, {deposit(eur, 5), deposit(eur, 6), deposit(usd, 1)}));

        QCOMPARE(ledger.balance(eur, CashAccount::Cash), Money{0});
        QCOMPARE(ledger.balance(usd, CashAccount::Cash), Money{most});
        QCOMPARE(ledger.lastNumber(), std::uint64_t{1});
    }

    void postingsAreNumberedWithoutGaps()
    {
        CashLedger ledger;
        std::vector<std::uint64_t> numbers;
        ledger.setSink([&numbers](const Posting& posting) { numbers.push_back(posting.number); });

        QVERIFY(post(ledger, {deposit(usd, 1), deposit(eur, 1)}));
        QVERIFY(!post(ledger, {deposit(usd, most)}));
        QVERIFY(post(ledger, {deposit(usd, 1)}));

        QCOMPARE(numbers, (std::vector<std::uint64_t>{1, 2, 3}));
    }

    // S10
    void everyCurrencySumsToZeroAlways()
    {
        SeededRandom random(3);
        CashLedger ledger;
        for (int i = 0; i < 20'000; ++i) {
            Posting posting;
            posting.currency = {1 + random.below(3)};
            Int128 rest = 0;
            for (std::size_t account = 1; account < cashAccounts; ++account) {
                posting.amounts[account] = {static_cast<std::int64_t>(random.next()) >> random.below(60)};
                rest -= posting.amounts[account].e8;
            }
            posting.amounts[0] = {narrowed(rest).value_or(0)};
            (void)post(ledger, {posting, deposit({1 + random.below(3)}, 7)});
            for (std::uint64_t currency = 1; currency <= 3; ++currency) {
                QVERIFY(ledger.sumOf({currency}) == 0);
            }
        }
        QVERIFY(ledger.lastNumber() > 1'000);
    }

    void bytesThatDoNotSumToZeroAreDamage()
    {
        CashLedger ledger;
        QVERIFY(post(ledger, {deposit(usd, 3)}));
        Bytes saved = bytesOf(ledger);

        CashLedger loaded;
        ByteReader in(saved);
        QVERIFY(loaded.load(in) && in.finished());
        QCOMPARE(bytesOf(loaded), saved);

        saved[2] = std::byte{8}; // zig-zag of 4: the cash
        ByteReader damaged(saved);
        QCOMPARE(loaded.load(damaged).error().code, Errc::Corrupt);
        QCOMPARE(loaded.balance(usd, CashAccount::Cash), Money{3});
    }

    void namesAreStable()
    {
        QCOMPARE(nameOf(CashAccount::Inventory), std::string_view{"inventory"});
        QCOMPARE(nameOf(PostingReason::Adoption), std::string_view{"adoption"});
    }
};

QTEST_APPLESS_MAIN(TestCashLedger)
#include "tst_cash_ledger.moc"
