#include "core/desk/events/codec.h"
#include "tests/support/random_record.h"

#include <QTest>

using namespace omni;
using namespace omni::events;
using test::RandomFields;

namespace {

constexpr int draws = 400;
constexpr std::size_t eventCount = std::variant_size_v<Event>;
constexpr std::size_t factCount = std::variant_size_v<Fact>;

Stamp aStamp(SeededRandom& random)
{
    return {Sequence{1}, Timestamp{random.between(0, 2'000'000'000'000'000'000)}, Monotonic{5}, 1};
}

Event drawnEvent(SeededRandom& random, std::size_t index)
{
    RandomFields fields(random, random.below(2) == 0);
    return fields.alternative<Event>(index);
}

Fact drawnFact(SeededRandom& random, std::size_t index)
{
    RandomFields fields(random, random.below(2) == 0);
    return fields.alternative<Fact>(index);
}

/// `InstrumentDefined` has no operator==: equal bytes are equal contents.
Bytes bytesOf(const Stamp& stamp, const auto& what)
{
    Bytes bytes;
    encode(stamp, what, bytes);
    return bytes;
}

} // namespace

class TestCodec : public QObject
{
    Q_OBJECT

private slots:
    void everyEventComesBackAsItWas()
    {
        SeededRandom random{1};
        for (int i = 0; i < draws; ++i) {
            for (std::size_t index = 0; index < eventCount; ++index) {
                const Stamp stamp = aStamp(random);
                const Event event = drawnEvent(random, index);
                const Bytes bytes = bytesOf(stamp, event);
                const auto back = decodeEvent(stamp, kindOf(event), bytes);
                QVERIFY2(back, qPrintable(QString::number(index)));
                QCOMPARE(back->index(), index);
                QVERIFY(bytesOf(stamp, *back) == bytes);
            }
        }
    }

    void everyFactComesBackAsItWas()
    {
        SeededRandom random{2};
        for (int i = 0; i < draws; ++i) {
            for (std::size_t index = 0; index < factCount; ++index) {
                const Stamp stamp = aStamp(random);
                const Fact fact = drawnFact(random, index);
                const auto back = decodeFact(stamp, kindOf(fact), bytesOf(stamp, fact));
                QVERIFY2(back, qPrintable(QString::number(index)));
                QVERIFY2(*back == fact, qPrintable(QString::number(index)));
            }
        }
    }

    void everyTickComesBackOnTheFastLane()
    {
        SeededRandom random{3};
        for (int i = 0; i < draws; ++i) {
            for (std::size_t index = 0; index < std::variant_size_v<market::Tick>; ++index) {
                const Stamp stamp = aStamp(random);
                const auto tick = RandomFields(random, false).alternative<market::Tick>(index);
                market::Tick back;
                QVERIFY(decodeTick(stamp, kindOf(tick), bytesOf(stamp, tick), back));
                QVERIFY(back == tick);
            }
        }
    }

    // Numbers of kinds are the format. They are stated here by hand and never change.
    void kindsKeepTheirNumbers()
    {
        QCOMPARE(kindOf(Event{market::Tick{market::Quote{}}}), std::uint16_t{1});
        QCOMPARE(kindOf(Event{market::Tick{market::StatusChange{}}}), std::uint16_t{5});
        QCOMPARE(kindOf(Event{orders::Fill{}}), std::uint16_t{10});
        QCOMPARE(kindOf(Event{OrderReport{}}), std::uint16_t{11});
        QCOMPARE(kindOf(Event{Command{}}), std::uint16_t{12});
        QCOMPARE(kindOf(Event{SessionStarted{}}), sessionStartedKind);
        QCOMPARE(kindOf(Event{SplitHappened{}}), std::uint16_t{28});
        QCOMPARE(kindOf(Event{TroubleFound{}}), std::uint16_t{29});
        QCOMPARE(kindOf(Event{BarsGiven{}}), std::uint16_t{30});
        QCOMPARE(kindOf(Event{FillCorrected{}}), std::uint16_t{31});
        QCOMPARE(kindOf(Event{ExternalOrderReported{}}), std::uint16_t{32});
        QCOMPARE(kindOf(Event{InstrumentDefined{}}), std::uint16_t{33});
        QCOMPARE(kindOf(Fact{ProposalMade{}}), std::uint16_t{100});
        QCOMPARE(kindOf(Fact{OrderReleased{}}), std::uint16_t{106});
        QCOMPARE(kindOf(Fact{AlertRaised{}}), std::uint16_t{129});
    }

    void anUnknownKindIsOfANewerProgram()
    {
        const Stamp stamp;
        for (int number = 0; number <= 0xFFFF; ++number) {
            const auto kind = static_cast<std::uint16_t>(number);
            const bool isEvent = (kind >= 1 && kind <= 5) || (kind >= 10 && kind <= 35);
            const bool isKnownFact = kind >= 100 && kind < 100 + factCount;
            if (!isEvent) {
                const auto event = decodeEvent(stamp, kind, {});
                QVERIFY(!event && event.error().code == Errc::Newer);
            }
            if (!isKnownFact) {
                const auto fact = decodeFact(stamp, kind, {});
                QVERIFY(!fact && fact.error().code == Errc::Newer);
            }
        }
    }

    void aCutRecordIsRefusedAtEveryByte()
    {
        SeededRandom random{4};
        for (std::size_t index = 0; index < eventCount; ++index) {
            const Event event = drawnEvent(random, index);
            const Bytes bytes = bytesOf({}, event);
            for (std::size_t size = 0; size < bytes.size(); ++size) {
                const auto back = decodeEvent({}, kindOf(event), std::span(bytes).first(size));
                QVERIFY(!back && back.error().code == Errc::Corrupt);
            }
        }
        for (std::size_t index = 0; index < factCount; ++index) {
            const Fact fact = drawnFact(random, index);
            const Bytes bytes = bytesOf({}, fact);
            for (std::size_t size = 0; size < bytes.size(); ++size) {
                const auto back = decodeFact({}, kindOf(fact), std::span(bytes).first(size));
                QVERIFY(!back && back.error().code == Errc::Corrupt);
            }
        }
    }

    void bytesLeftOverAreRefused()
    {
        SeededRandom random{5};
        for (std::size_t index = 0; index < eventCount; ++index) {
            const Event event = drawnEvent(random, index);
            Bytes bytes = bytesOf({}, event);
            bytes.push_back(std::byte{0});
            QVERIFY(!decodeEvent({}, kindOf(event), bytes));
        }
        for (std::size_t index = 0; index < factCount; ++index) {
            const Fact fact = drawnFact(random, index);
            Bytes bytes = bytesOf({}, fact);
            bytes.push_back(std::byte{0});
            QVERIFY(!decodeFact({}, kindOf(fact), bytes));
        }
    }

    // A flipped bit gives an error or another value, which is written back as it was read: nothing is passed over.
    void aFlippedBitIsRefusedOrReadWhole()
    {
        SeededRandom random{6};
        for (int i = 0; i < 20; ++i) {
            for (std::size_t index = 0; index < factCount; ++index) {
                const Fact fact = drawnFact(random, index);
                Bytes bytes = bytesOf({}, fact);
                for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
                    bytes[bit / 8] ^= std::byte{1} << (bit % 8);
                    if (const auto back = decodeFact({}, kindOf(fact), bytes)) {
                        QVERIFY2(bytesOf({}, *back) == bytes, qPrintable(QString::number(index)));
                    }
                    bytes[bit / 8] ^= std::byte{1} << (bit % 8);
                }
            }
            for (std::size_t index = 0; index < eventCount; ++index) {
                const Event event = drawnEvent(random, index);
                Bytes bytes = bytesOf({}, event);
                for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
                    bytes[bit / 8] ^= std::byte{1} << (bit % 8);
                    if (const auto back = decodeEvent({}, kindOf(event), bytes)) {
                        QVERIFY2(bytesOf({}, *back) == bytes, qPrintable(QString::number(index)));
                    }
                    bytes[bit / 8] ^= std::byte{1} << (bit % 8);
                }
            }
        }
    }

    void noiseIsNeverACrash()
    {
        SeededRandom random{7};
        for (int i = 0; i < 200'000; ++i) {
            Bytes bytes(random.below(64));
            for (std::byte& byte : bytes) {
                byte = static_cast<std::byte>(random.below(256));
            }
            static_cast<void>(decodeEvent({}, static_cast<std::uint16_t>(1 + random.below(33)), bytes));
            static_cast<void>(decodeFact({}, static_cast<std::uint16_t>(100 + random.below(factCount)), bytes));
        }
    }

    void anEnumBeyondItsLastCaseIsDamage()
    {
        for (int number = 0; number <= 255; ++number) {
            const Bytes mode{static_cast<std::byte>(number)};
            Bytes bytes = bytesOf({}, Fact{ModeChanged{}});
            bytes[0] = mode[0];
            QCOMPARE(bool(decodeFact({}, kindOf(Fact{ModeChanged{}}), bytes)), number <= 3);
            bytes = bytesOf({}, Event{SessionEnded{}});
            bytes[0] = mode[0];
            QCOMPARE(bool(decodeEvent({}, kindOf(Event{SessionEnded{}}), bytes)), number <= 1);
        }
    }

    void aProposalHasNoMoreReasonsThanThereIsRoomFor()
    {
        ProposalMade made;
        made.proposal.reasonCount = 9;
        QVERIFY(!decodeFact({}, 100, bytesOf({}, Fact{made})));
    }
};

QTEST_APPLESS_MAIN(TestCodec)
#include "tst_codec.moc"
