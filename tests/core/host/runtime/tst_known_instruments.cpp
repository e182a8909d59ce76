#include "core/host/runtime/known_instruments.h"

#include <QTest>

using namespace omni;
using namespace omni::runtime;

namespace {

market::Instrument anInstrument(std::uint64_t id, const std::string& symbol, Decimal tick = {1, -2})
{
    market::Instrument instrument;
    instrument.id = InstrumentId{id};
    instrument.venue = "file";
    instrument.symbol = symbol;
    instrument.quoteCurrency = "USD";
    instrument.tickSize = tick;
    instrument.lotSize = {1, -2};
    return market::completed(instrument).value();
}

/// A profile that knows A and B and holds one lot of A.
engine::DeskState aProfile()
{
    engine::DeskState state;
    state.base = state.portfolio.defineCurrency("USD").value();
    static_cast<void>(state.portfolio.defineInstrument(anInstrument(1, "A")));
    static_cast<void>(state.portfolio.defineInstrument(anInstrument(2, "B")));
    orders::Fill fill;
    fill.instrument = InstrumentId{1};
    fill.account = AccountId{1};
    fill.price = Ticks{1'001};
    fill.size = Lots{1};
    fill.value = Money{10'010'000};
    fill.feeCurrency = state.base;
    static_cast<void>(state.portfolio.book(fill));
    return state;
}

/// Gives one batch of quotes.
class OneBatch final : public ports::TickSource
{
public:
    explicit OneBatch(std::vector<market::Instrument> instruments)
        : m_instruments(std::move(instruments))
    {
        for (const auto& instrument : m_instruments) {
            market::Quote quote;
            quote.instrument = instrument.id;
            m_ticks.push_back({Timestamp{static_cast<std::int64_t>(instrument.id.value)}, quote});
        }
    }
    std::span<const market::Instrument> instruments() const override
    {
        return m_instruments;
    }
    Result<std::span<const ports::TimedTick>> next() override
    {
        const auto given = m_isGiven ? std::span<const ports::TimedTick>() : std::span<const ports::TimedTick>(m_ticks);
        m_isGiven = true;
        return given;
    }

private:
    std::vector<market::Instrument> m_instruments;
    std::vector<ports::TimedTick> m_ticks;
    bool m_isGiven = false;
};

} // namespace

class TestKnownInstruments : public QObject
{
    Q_OBJECT

private slots:
    void theSameNameIsTheSameInstrument()
    {
        const std::vector feed{anInstrument(1, "C"), anInstrument(2, "B")};

        const auto mapped = withProfileIds(feed, aProfile());

        QVERIFY(mapped);
        QCOMPARE((*mapped)[0].id, InstrumentId{3});
        QCOMPARE((*mapped)[1].id, InstrumentId{2});
        QCOMPARE((*mapped)[1].version, 1U);
    }

    void equalTermsInOtherWordsAreNoNewVersion()
    {
        const auto mapped = withProfileIds(std::vector{anInstrument(1, "A", {10, -3})}, aProfile());

        QVERIFY(mapped);
        QCOMPARE((*mapped)[0].version, 1U);
    }

    void finerIncrementsAreTheNextVersion()
    {
        const auto mapped = withProfileIds(std::vector{anInstrument(1, "A", {1, -3})}, aProfile());

        QVERIFY(mapped);
        QCOMPARE((*mapped)[0].id, InstrumentId{1});
        QCOMPARE((*mapped)[0].version, 2U);
    }

    void incrementsThatDoNotFitWhatIsHeldAreRefused()
    {
        auto coarse = anInstrument(1, "A");
        coarse.lotSize = {1, 0}; // one lot of 0.01 is no whole number of them
        coarse = market::completed(coarse).value();

        const auto mapped = withProfileIds(std::vector{coarse}, aProfile());

        QVERIFY(!mapped);
        QVERIFY(mapped.error().kind == FailureKind::BadInput);
        QCOMPARE(mapped.error().code, std::string("instrument_changed"));
    }

    void anotherCurrencyIsRefused()
    {
        auto other = anInstrument(1, "B");
        other.quoteCurrency = "EUR";

        QVERIFY(!withProfileIds(std::vector{other}, aProfile()));
    }

    void ticksGetTheProfilesIds()
    {
        const std::vector feed{anInstrument(1, "C"), anInstrument(2, "B")};
        auto mapped = withProfileIds(feed, aProfile()).value();
        MappedSource source(std::make_unique<OneBatch>(feed), std::move(mapped));

        QCOMPARE(source.start().value(), Timestamp{1});
        const auto batch = source.next().value();

        QCOMPARE(batch.size(), std::size_t{2});
        QCOMPARE(market::instrumentOf(batch[0].tick), InstrumentId{3});
        QCOMPARE(market::instrumentOf(batch[1].tick), InstrumentId{2});
        QVERIFY(source.next().value().empty());
    }
};

QTEST_APPLESS_MAIN(TestKnownInstruments)
#include "tst_known_instruments.moc"
