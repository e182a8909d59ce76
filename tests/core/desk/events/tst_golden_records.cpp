#include "core/desk/events/codec.h"
#include "core/desk/events/wire_facts.h"
#include "tests/support/golden_commands.h"
#include "tests/support/golden_facts.h"
#include "tests/support/golden_inputs.h"

#include <QTest>

#include <initializer_list>
#include <set>

using namespace omni;
using namespace omni::events;

namespace {

const Stamp stamp{Sequence{1}, golden::wall, Monotonic{5}, 1};

Bytes bytesOf(std::string_view hex)
{
    const QByteArray raw = QByteArray::fromHex(QByteArray(hex.data(), static_cast<qsizetype>(hex.size())));
    const auto* first = reinterpret_cast<const std::byte*>(raw.data());
    return {first, first + raw.size()};
}

Bytes written(const auto& what)
{
    Bytes bytes;
    encode(stamp, what, bytes);
    return bytes;
}

bool isSame(const market::Instrument& a, const market::Instrument& b)
{
    return a.id == b.id && a.version == b.version && a.venue == b.venue && a.symbol == b.symbol
        && a.quoteCurrency == b.quoteCurrency && a.baseCurrency == b.baseCurrency && a.tickSize == b.tickSize
        && a.lotSize == b.lotSize && a.contractSize == b.contractSize && a.tickLotValue == b.tickLotValue
        && a.smallest == b.smallest && a.largest == b.largest && a.step == b.step && a.smallestValue == b.smallestValue
        && a.sessions == b.sessions;
}

bool isSame(const InstrumentDefined& a, const InstrumentDefined& b)
{
    return isSame(a.instrument, b.instrument) && a.barsFromMids == b.barsFromMids;
}

template<class What> bool isSame(const What& a, const What& b)
{
    return a == b;
}

bool isSameEvent(const Event& a, const Event& b)
{
    return a.index() == b.index()
        && std::visit([&b]<class What>(const What& what) { return isSame(what, std::get<What>(b)); }, a);
}

template<class Enum> constexpr bool areCounted(std::initializer_list<Enum> cases)
{
    std::uint8_t number = 0;
    for (const Enum one : cases) {
        if (static_cast<std::uint8_t>(one) != number++) {
            return false;
        }
    }
    return number == lastCase<Enum> + 1;
}

// Cases are numbers in records: what has one keeps it, and a new one goes to the end.
static_assert(areCounted<Side>({Side::Buy, Side::Sell}));
static_assert(areCounted<AlertLevel>({AlertLevel::Info, AlertLevel::Warning, AlertLevel::Critical}));
static_assert(areCounted<Breaker>({Breaker::DailyLoss, Breaker::Drawdown, Breaker::LosingStreak, Breaker::Mismatch,
                                   Breaker::JournalFailed, Breaker::RejectStorm, Breaker::RepeatedExecution,
                                   Breaker::NeedsReconcile, Breaker::EngineStalled}));
static_assert(areCounted<CashKind>({CashKind::Deposit, CashKind::Withdrawal, CashKind::Dividend, CashKind::Funding,
                                    CashKind::Interest, CashKind::Fee}));
static_assert(areCounted<Cause>({Cause::Person, Cause::Strategy, Cause::Bracket, Cause::Trailing, Cause::TimeExit,
                                 Cause::Kill, Cause::Breaker, Cause::Restart, Cause::Mode, Cause::Expiry, Cause::Budget,
                                 Cause::Exit, Cause::StrategyOff, Cause::Resize}));
static_assert(areCounted<Closing>({Closing::Approved, Closing::Declined, Closing::Expired, Closing::Withdrawn,
                                   Closing::Superseded, Closing::Suppressed}));
static_assert(areCounted<Denial>({Denial::NoRight, Denial::StepUpMissing, Denial::OwnProposal, Denial::NotFound,
                                  Denial::NotOpen, Denial::WrongDigest, Denial::SizeRaised, Denial::DeskUnwell,
                                  Denial::Invalid, Denial::LiveNotReady, Denial::CoolingOff, Denial::TooLate,
                                  Denial::SecondPersonMissing, Denial::AskAgainLater}));
static_assert(areCounted<DifferenceKind>({DifferenceKind::Position, DifferenceKind::Cash, DifferenceKind::OrderHereOnly,
                                          DifferenceKind::OrderThereOnly}));
static_assert(areCounted<LinkKind>({LinkKind::MarketData, LinkKind::Orders}));
static_assert(areCounted<SizingRule>({SizingRule::FixedRisk, SizingRule::FixedLots, SizingRule::AllIn}));
static_assert(areCounted<Trouble>({Trouble::JournalFailed, Trouble::EngineStalled, Trouble::AccountRestricted,
                                   Trouble::RecordBehind}));
static_assert(areCounted<market::Aggressor>({market::Aggressor::Unknown, market::Aggressor::Buyer,
                                             market::Aggressor::Seller}));
static_assert(areCounted<market::Sessions>({market::Sessions::AlwaysOpen, market::Sessions::UsEquities}));
static_assert(areCounted<market::TradingState>({market::TradingState::Open, market::TradingState::Closed,
                                                market::TradingState::Halted, market::TradingState::ClosingOnly}));
static_assert(areCounted<orders::Environment>({orders::Environment::Demo, orders::Environment::Paper,
                                               orders::Environment::Live, orders::Environment::Replay}));
static_assert(areCounted<orders::Liquidity>({orders::Liquidity::Unknown, orders::Liquidity::Maker,
                                             orders::Liquidity::Taker}));
static_assert(areCounted<orders::OrderEventKind>(
    {orders::OrderEventKind::Sent, orders::OrderEventKind::Accepted, orders::OrderEventKind::Rejected,
     orders::OrderEventKind::PartFilled, orders::OrderEventKind::Filled, orders::OrderEventKind::CancelSent,
     orders::OrderEventKind::Cancelled, orders::OrderEventKind::CancelRejected, orders::OrderEventKind::Expired,
     orders::OrderEventKind::Lost, orders::OrderEventKind::Found, orders::OrderEventKind::ReplaceSent,
     orders::OrderEventKind::Replaced, orders::OrderEventKind::ReplaceRejected}));
static_assert(areCounted<orders::OrderKind>({orders::OrderKind::Market, orders::OrderKind::Limit,
                                             orders::OrderKind::Stop, orders::OrderKind::StopLimit,
                                             orders::OrderKind::TrailingStop}));
static_assert(areCounted<orders::OrderRole>({orders::OrderRole::Entry, orders::OrderRole::Stop,
                                             orders::OrderRole::Target, orders::OrderRole::Exit}));
static_assert(areCounted<orders::Origin>({orders::Origin::Human, orders::Origin::Strategy, orders::Origin::Risk,
                                          orders::Origin::KillSwitch}));
static_assert(areCounted<orders::TimeInForce>({orders::TimeInForce::Day, orders::TimeInForce::GoodTillCancelled,
                                               orders::TimeInForce::ImmediateOrCancel, orders::TimeInForce::FillOrKill,
                                               orders::TimeInForce::ExtendedDay}));
static_assert(areCounted<portfolio::CostMethod>({portfolio::CostMethod::Fifo, portfolio::CostMethod::Average}));
static_assert(areCounted<portfolio::RateSource>({portfolio::RateSource::Identity, portfolio::RateSource::Configured,
                                                 portfolio::RateSource::Venue, portfolio::RateSource::Feed}));
static_assert(areCounted<risk::Action>({risk::Action::SeePositions,
                                        risk::Action::PlaceOrder,
                                        risk::Action::CancelOrder,
                                        risk::Action::Propose,
                                        risk::Action::DecideProposal,
                                        risk::Action::ApproveOwnProposal,
                                        risk::Action::Kill,
                                        risk::Action::RearmAfterKill,
                                        risk::Action::RearmAfterLatch,
                                        risk::Action::TightenLimit,
                                        risk::Action::LoosenLimit,
                                        risk::Action::TurnApprovalOff,
                                        risk::Action::EnableLive,
                                        risk::Action::StartStrategy,
                                        risk::Action::StopStrategy,
                                        risk::Action::EditParameters,
                                        risk::Action::AddVenueKey,
                                        risk::Action::RevealVenueKey,
                                        risk::Action::ManageUsers,
                                        risk::Action::ReadAudit,
                                        risk::Action::ChangeAudit,
                                        risk::Action::ExportPersonalData,
                                        risk::Action::ErasePersonalData,
                                        risk::Action::ListenBeyondLoopback,
                                        risk::Action::InstallPlugin}));
static_assert(areCounted<risk::EntryPath>({risk::EntryPath::Gui, risk::EntryPath::Api, risk::EntryPath::Cli,
                                           risk::EntryPath::Hotkey, risk::EntryPath::Chat}));
static_assert(areCounted<risk::KillLevel>({risk::KillLevel::None, risk::KillLevel::Pause,
                                           risk::KillLevel::CancelEntries, risk::KillLevel::CancelAll,
                                           risk::KillLevel::Flatten}));
static_assert(areCounted<risk::Mode>({risk::Mode::Halted, risk::Mode::ReduceOnly, risk::Mode::Manual,
                                      risk::Mode::Automatic}));
static_assert(areCounted<risk::Rule>({risk::Rule::TicketInvalid, risk::Rule::VenueFilter,  risk::Rule::Environment,
                                      risk::Rule::Mode,          risk::Rule::Latched,      risk::Rule::ReduceOnly,
                                      risk::Rule::UnknownOrder,  risk::Rule::StaleData,    risk::Rule::MarketClosed,
                                      risk::Rule::EquityUnknown, risk::Rule::PriceCollar,  risk::Rule::Duplicate,
                                      risk::Rule::OrderRate,     risk::Rule::OpenOrders,   risk::Rule::OrderSize,
                                      risk::Rule::OrderValue,    risk::Rule::PositionSize, risk::Rule::LossAtStop,
                                      risk::Rule::GrossExposure, risk::Rule::NetExposure,  risk::Rule::Leverage,
                                      risk::Rule::DailyLoss,     risk::Rule::Drawdown,     risk::Rule::LosingStreak,
                                      risk::Rule::Overflow}));
static_assert(areCounted<risk::ScopeKind>({risk::ScopeKind::Global, risk::ScopeKind::Account, risk::ScopeKind::Strategy,
                                           risk::ScopeKind::Symbol}));
static_assert(areCounted<strategy::Intent>({strategy::Intent::Enter, strategy::Intent::Exit}));
} // namespace

class TestGoldenRecords : public QObject
{
    Q_OBJECT

private slots:
    void anInputMeansWhatItMeantWhenItWasWritten_data()
    {
        QTest::addColumn<int>("at");
        for (std::size_t i = 0; i < golden::inputs.size(); ++i) {
            QTest::newRow(golden::inputs[i].name) << static_cast<int>(i);
        }
    }
    void anInputMeansWhatItMeantWhenItWasWritten()
    {
        QFETCH(int, at);
        const auto& record = golden::inputs[static_cast<std::size_t>(at)];
        const auto read = decodeEvent(stamp, record.kind, bytesOf(record.hex));
        QVERIFY(read);
        QVERIFY(isSameEvent(*read, record.what));
        QCOMPARE(kindOf(record.what), record.kind);
        QVERIFY(written(record.what) == bytesOf(record.hex));
    }

    void aTickMeansTheSameOnTheFastLane()
    {
        for (const auto& record : golden::inputs) {
            if (isTape(record.kind)) {
                market::Tick tick;
                QVERIFY(decodeTick(stamp, record.kind, bytesOf(record.hex), tick));
                QVERIFY(tick == std::get<market::Tick>(record.what));
            }
        }
    }

    void aCommandMeansWhatItMeantWhenItWasWritten_data()
    {
        QTest::addColumn<int>("at");
        for (std::size_t i = 0; i < golden::commands.size(); ++i) {
            QTest::newRow(golden::commands[i].name) << static_cast<int>(i);
        }
    }
    void aCommandMeansWhatItMeantWhenItWasWritten()
    {
        QFETCH(int, at);
        const auto& record = golden::commands[static_cast<std::size_t>(at)];
        const auto read = decodeEvent(stamp, record.kind, bytesOf(record.hex));
        QVERIFY(read);
        QVERIFY(isSameEvent(*read, record.what));
        QCOMPARE(kindOf(record.what), record.kind);
        QVERIFY(written(record.what) == bytesOf(record.hex));
    }

    void aFactMeansWhatItMeantWhenItWasWritten_data()
    {
        QTest::addColumn<int>("at");
        for (std::size_t i = 0; i < golden::facts.size(); ++i) {
            QTest::newRow(golden::facts[i].name) << static_cast<int>(i);
        }
    }
    void aFactMeansWhatItMeantWhenItWasWritten()
    {
        QFETCH(int, at);
        const auto& record = golden::facts[static_cast<std::size_t>(at)];
        const auto read = decodeFact(stamp, record.kind, bytesOf(record.hex));
        QVERIFY(read);
        QVERIFY(*read == record.what);
        QCOMPARE(kindOf(record.what), record.kind);
        QVERIFY(written(record.what) == bytesOf(record.hex));
    }

    // Account 39, instrument 42, execution "ap", price 16, size 629, value -18, fee 703: one group each.
    void aCorrectionOfBeforeItsFeeHadACurrencyIsStillRead()
    {
        const auto bytes = bytesOf("27 2a 026170 20 ea09 23 fe0a");
        const FillCorrected then{AccountId{39},
                                 InstrumentId{42},
                                 orders::VenueFillId("ap"),
                                 Ticks{16},
                                 Lots{629},
                                 Money{-18},
                                 Money{703},
                                 {}};

        const auto read = decodeEvent(stamp, 21, bytes);

        QVERIFY(read);
        QVERIFY(std::get<FillCorrected>(*read) == then);
        // Anew it is written with an empty currency, under the number that has one.
        QCOMPARE(kindOf(*read), std::uint16_t{31});
        QVERIFY(written(*read) == bytesOf("27 2a 026170 20 ea09 23 fe0a 00"));
        QVERIFY(!decodeEvent(stamp, 21, written(*read)));
        QVERIFY(!decodeEvent(stamp, 31, bytes));
    }

    void anInstrumentOfBeforeItNamedWhatIsBoughtIsStillRead()
    {
        const auto bytes = bytesOf("18 2d 02616b 02626c 02636d c207 0b d508 0f ea09 01 fe0a 28 910c 2c a60d 2f 01 01");

        const auto read = decodeEvent(stamp, 16, bytes);

        QVERIFY(read);
        const auto& instrument = std::get<InstrumentDefined>(*read).instrument;
        QCOMPARE(instrument.quoteCurrency, std::string("cm"));
        QCOMPARE(instrument.baseCurrency, std::string());
        QCOMPARE(instrument.largest, Lots{22});
        QVERIFY(std::get<InstrumentDefined>(*read).barsFromMids);
        // Anew it is written with an empty name, under the number that has one.
        QCOMPARE(kindOf(*read), std::uint16_t{33});
        QVERIFY(written(*read)
                == bytesOf("18 2d 02616b 02626c 02636d 00 c207 0b d508 0f ea09 01 fe0a 28 910c 2c a60d 2f 01 01"));
        QVERIFY(!decodeEvent(stamp, 16, written(*read)));
        QVERIFY(!decodeEvent(stamp, 33, bytes));
    }

    void everyKindThatCanBeWrittenHasItsRecord()
    {
        std::set<std::size_t> ticks, inputs, wishes, facts;
        for (const auto& record : golden::inputs) {
            inputs.insert(record.what.index());
            if (const auto* tick = std::get_if<market::Tick>(&record.what)) {
                ticks.insert(tick->index());
            }
        }
        for (const auto& record : golden::commands) {
            inputs.insert(record.what.index());
            wishes.insert(std::get<Command>(record.what).what.index());
        }
        for (const auto& record : golden::facts) {
            facts.insert(record.what.index());
        }
        QCOMPARE(ticks.size(), std::variant_size_v<market::Tick>);
        QCOMPARE(inputs.size(), std::variant_size_v<Event>);
        QCOMPARE(wishes.size(), std::variant_size_v<Wish>);
        QCOMPARE(facts.size(), std::variant_size_v<Fact>);
    }

    // Every other number is of a program to come, and so is the number of a wish.
    void whatHasNoRecordIsToldAsNewerOrDamaged()
    {
        std::set<std::uint16_t> events{16, 21}, facts;
        for (const auto& record : golden::inputs) {
            events.insert(record.kind);
        }
        events.insert(golden::commands.front().kind);
        for (const auto& record : golden::facts) {
            facts.insert(record.kind);
        }
        for (int number = 0; number <= 0xFFFF; ++number) {
            const auto kind = static_cast<std::uint16_t>(number);
            const auto event = decodeEvent(stamp, kind, {});
            QCOMPARE(!event && event.error().code == Errc::Newer, !events.contains(kind));
            const auto fact = decodeFact(stamp, kind, {});
            QCOMPARE(!fact && fact.error().code == Errc::Newer, !facts.contains(kind));
        }
        Bytes wish = bytesOf(golden::commands.back().hex);
        wish.at(wish.size() - 2) = static_cast<std::byte>(std::variant_size_v<Wish>); // before its one-byte id
        const auto read = decodeEvent(stamp, golden::commands.back().kind, wish);
        QVERIFY(!read && read.error().code == Errc::Corrupt);
    }
};

QTEST_APPLESS_MAIN(TestGoldenRecords)
#include "tst_golden_records.moc"
