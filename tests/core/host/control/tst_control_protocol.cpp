// needs: host/control desk/events

#include "core/host/control/control_protocol.h"

#include "core/base/seeded_random.h"

#include <QTest>

using namespace omni;
using namespace omni::runtime;

namespace {

std::string aText(SeededRandom& random, std::uint64_t most)
{
    std::string text(random.below(most + 1), ' ');
    for (char& letter : text) {
        letter = static_cast<char>(random.below(256));
    }
    return text;
}

std::int64_t aNumber(SeededRandom& random)
{
    return static_cast<std::int64_t>(random.next());
}

events::Seen aLook(SeededRandom& random)
{
    return {Ticks{aNumber(random)}, Ticks{aNumber(random)}, Duration{aNumber(random)}, Money{aNumber(random)},
            Timestamp{aNumber(random)}};
}

Digest aDigest(SeededRandom& random)
{
    Digest digest{};
    for (std::byte& one : digest) {
        one = static_cast<std::byte>(random.below(256));
    }
    return digest;
}

ControlRequest aRequest(SeededRandom& random)
{
    switch (random.below(9)) {
    case 0:
        return StatusRequest{};
    case 1:
        return KillRequest{aText(random, mostScopeBytes), static_cast<risk::KillLevel>(random.below(5)),
                           aText(random, mostReasonBytes)};
    case 2: {
        ApproveRequest wish;
        wish.approval = {ProposalId{random.next()}, Lots{aNumber(random)}, aDigest(random), aLook(random)};
        return wish;
    }
    case 3:
        return RejectRequest{ProposalId{random.next()}, aText(random, mostReasonBytes)};
    case 4:
        return ArmRequest{static_cast<risk::Mode>(random.below(4)), aText(random, mostReasonBytes)};
    case 6:
        return HealthRequest{};
    case 7:
        return MoveStopRequest{OrderId{random.next()},
                               {aNumber(random), static_cast<std::int8_t>(18 - static_cast<int>(random.below(37)))},
                               aText(random, mostReasonBytes)};
    case 5:
        return StartRequest{StrategyId{random.next()}, aText(random, mostReasonBytes)};
    default:
        return ResetRequest{aText(random, mostScopeBytes), aText(random, mostReasonBytes)};
    }
}

Offer anOffer(SeededRandom& random)
{
    Offer offer;
    offer.made.proposal.id = ProposalId{random.next()};
    offer.made.ticket.instrument = InstrumentId{1 + random.below(9)};
    offer.made.ticket.size = Lots{aNumber(random)};
    offer.made.stop = random.below(2) == 0 ? std::nullopt : std::optional(Ticks{aNumber(random)});
    offer.made.value = Money{aNumber(random)};
    offer.made.digest = aDigest(random);
    offer.left = Duration{aNumber(random)};
    offer.seen = aLook(random);
    offer.standing = aDigest(random);
    return offer;
}

ControlReply aReply(SeededRandom& random)
{
    switch (random.below(3)) {
    case 0: {
        StatusReply status{aText(random, 5'000), aText(random, 5'000), {}};
        for (std::uint64_t i = random.below(5); i > 0; --i) {
            status.offers.push_back(anOffer(random));
        }
        return status;
    }
    case 1:
        return DoneReply{aText(random, 500), aText(random, 500)};
    default:
        return RefusedReply{static_cast<FailureKind>(1 + random.below(5)), aText(random, 40), aText(random, 200),
                            aText(random, 200)};
    }
}

} // namespace

class TestControlProtocol : public QObject
{
    Q_OBJECT

private slots:
    void everyQuestionReadsBack()
    {
        SeededRandom random(1);
        for (int i = 0; i < 5'000; ++i) {
            const auto asked = aRequest(random);

            const auto read = requestFrom(encoded(asked));

            QVERIFY(read && *read == asked);
        }
    }

    void everyAnswerReadsBack()
    {
        SeededRandom random(2);
        for (int i = 0; i < 3'000; ++i) {
            const auto given = aReply(random);

            const auto read = replyFrom(encoded(given));

            QVERIFY(read && *read == given);
        }
    }

    void aMessageThatIsCutAnywhereIsRefused()
    {
        SeededRandom random(3);
        for (int i = 0; i < 300; ++i) {
            const Bytes question = encoded(aRequest(random));
            for (std::size_t size = 0; size < question.size(); ++size) {
                QVERIFY(!requestFrom(std::span(question).first(size)));
            }
            const Bytes answer = encoded(aReply(random));
            for (std::size_t size = 0; size < answer.size(); size += 1 + answer.size() / 50) {
                QVERIFY(!replyFrom(std::span(answer).first(size)));
            }
        }
    }

    void whatIsLeftOverIsRefused()
    {
        SeededRandom random(4);
        for (int i = 0; i < 300; ++i) {
            Bytes question = encoded(aRequest(random));
            question.push_back(std::byte{0});
            Bytes answer = encoded(aReply(random));
            answer.push_back(std::byte{0});

            QVERIFY(!requestFrom(question));
            QVERIFY(!replyFrom(answer));
        }
    }

    void noiseIsRefusedOrReadsAsItself()
    {
        SeededRandom random(5);
        for (int i = 0; i < 100'000; ++i) {
            Bytes bytes = encoded(aRequest(random));
            for (std::uint64_t changes = 1 + random.below(4); changes > 0; --changes) {
                bytes[random.below(bytes.size())] = static_cast<std::byte>(random.below(256));
            }

            const auto read = requestFrom(bytes);

            if (read) {
                QVERIFY(encoded(*read) == bytes); // one value, one encoding
            }
            static_cast<void>(replyFrom(bytes));
        }
    }

    void anotherVersionIsNamedAsSuch()
    {
        Bytes question = encoded(ControlRequest(StatusRequest{}));
        question[2] = std::byte{controlVersion + 1};

        const auto read = requestFrom(question);

        QVERIFY(!read);
        QCOMPARE(read.error().code, Errc::Newer);
    }

    void aQuestionIsNoAnswer()
    {
        QVERIFY(!replyFrom(encoded(ControlRequest(StatusRequest{}))));
        QVERIFY(!requestFrom(encoded(ControlReply(DoneReply{}))));
    }

    void textsThatAreTooLongAreRefusedByWhoReads()
    {
        Bytes bytes = encoded(ControlRequest(RejectRequest{ProposalId{1}, {}}));
        bytes.pop_back(); // the length of the empty reason
        ByteWriter out(bytes);
        out.text(std::string(mostReasonBytes + 1, 'x'));

        QVERIFY(!requestFrom(bytes));
    }

    void theLargestStatusFitsOneMessage()
    {
        SeededRandom random(6);
        StatusReply status{std::string(2'000'000, 'j'), std::string(2'000'000, 't'), {}};
        for (std::size_t i = 0; i < mostOffers + 10; ++i) {
            status.offers.push_back(anOffer(random));
        }

        const Bytes bytes = encoded(ControlReply(status));

        QVERIFY(bytes.size() < (std::size_t{1} << 20));
        const auto read = replyFrom(bytes);
        QVERIFY(read);
        QCOMPARE(std::get<StatusReply>(*read).offers.size(), mostOffers);
    }
};

QTEST_APPLESS_MAIN(TestControlProtocol)
#include "tst_control_protocol.moc"
