// needs: desk/driver

#include "core/desk/driver/approver.h"
#include "core/desk/engine/principals.h"

#include <QTest>

using namespace omni;
using driver::Approver;

class TestApprover : public QObject
{
    Q_OBJECT

private slots:
    void aListOfAnswersIsRead()
    {
        const auto read = Approver::fromList(
            "# decided on Sunday\n1 approve\n 2 approve 5 # lots\nP-0003 decline\n* approve\n\n", engine::script);
        QVERIFY(read);
        QCOMPARE(read->lineOf(ProposalId{2}), std::optional<std::uint64_t>(3));
        QCOMPARE(read->lineOf(ProposalId{3}), std::optional<std::uint64_t>(4)); // as the window writes its number
        QCOMPARE(read->lineOf(ProposalId{7}), std::optional<std::uint64_t>(5)); // one of all others
        QVERIFY(!Approver(driver::ApprovalRule::All, engine::script).lineOf(ProposalId{2}));
    }

    void anAnswerComesAfterItsDelayAndNotBefore()
    {
        Approver approver(driver::ApprovalRule::All, engine::script, seconds(5));
        QVERIFY(!approver.nextDue());
        approver.onProposal({.seq = {7}, .wall = {1'000}, .mono = {}, .boot = 1}, ProposalId{3});
        QVERIFY(approver.nextDue());
        QCOMPARE(approver.nextDue()->ns, (Timestamp{1'000} + seconds(5)).ns);
    }

    // S26. It always has one that is not due yet, and forgets each that was.
    void whatHasBeenAnsweredIsForgotten()
    {
        Approver approver(driver::ApprovalRule::All, engine::script, seconds(5));
        engine::Engine engine; // no proposal of it waits
        for (std::uint64_t second = 1; second <= 100'000; ++second) {
            const Stamp now{.seq = {second},
                            .wall = Timestamp{} + seconds(static_cast<std::int64_t>(second)),
                            .mono = {},
                            .boot = 1};
            approver.onProposal(now, ProposalId{second});
            QVERIFY(!approver.take(now.wall, engine, now));
            QVERIFY(approver.pending() <= 5);
        }
        QCOMPARE(approver.pending(), std::size_t{5});
    }

    void whatNothingHasAskedForIsKnownInTheOrderOfItsLines()
    {
        auto approver = *Approver::fromList("9 decline\n3 approve 5\n7 approve\n* approve\n", engine::script);
        approver.onProposal({}, ProposalId{7});
        approver.onProposal({}, ProposalId{1}); // one of the others
        const auto left = approver.neverAsked();
        QCOMPARE(left.size(), std::size_t{2});
        QVERIFY(left[0].first == ProposalId{9} && !left[0].second.approves);
        QVERIFY(left[1].first == ProposalId{3} && left[1].second.size == Lots{5});
        QVERIFY(Approver(driver::ApprovalRule::All, engine::script).neverAsked().empty());
    }

    void withoutARuleNothingIsAnswered()
    {
        Approver approver(driver::ApprovalRule::Manual, engine::script);
        approver.onProposal({}, ProposalId{3});
        QVERIFY(!approver.nextDue());
    }

    void whatIsNoAnswerIsRefusedWithItsLine_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("line");
        QTest::addColumn<QString>("said");

        QTest::newRow("no verb") << "1 approve\n2 perhaps\n" << 2 << "neither approve nor decline";
        QTest::newRow("no number") << "one approve\n" << 1 << "the proposal is no number";
        QTest::newRow("no size") << "1 approve many\n" << 1 << "the size is not a whole number of lots above zero";
        QTest::newRow("a size of nothing") << "1 approve 0\n" << 1 << "the size is not a whole number of lots";
        QTest::newRow("a word too many") << "1 approve 5 please\n" << 1 << "more words than an answer has";
        QTest::newRow("twice") << "1 approve\n\n1 decline\n" << 3 << "this proposal was answered before";
        QTest::newRow("all others twice") << "* approve\n* decline\n" << 2 << "all others were answered before";
    }

    void whatIsNoAnswerIsRefusedWithItsLine()
    {
        QFETCH(QString, text);
        QFETCH(int, line);
        QFETCH(QString, said);

        const auto read = Approver::fromList(text.toStdString(), engine::script);

        QVERIFY(!read);
        QCOMPARE(read.error().line, static_cast<std::uint64_t>(line));
        QVERIFY2(read.error().what.starts_with(said.toStdString()), read.error().what.c_str());
    }
};

QTEST_APPLESS_MAIN(TestApprover)
#include "tst_approver.moc"
