// needs: edge/feeds

#include "core/edge/feeds/files/gap_finder.h"

#include <QTest>

using namespace omni;
using namespace omni::feeds;

namespace {

/// Two bars a second apart, then so many that are two seconds apart: each of these could be a gap.
GapFinder withSteps(std::uint64_t wide)
{
    GapFinder finder;
    Timestamp at{0};
    finder.add(at, 1);
    finder.add(at = at + seconds(1), 2);
    for (std::uint64_t i = 0; i < wide; ++i) {
        finder.add(at = at + seconds(2), 3 + i);
    }
    return finder;
}

} // namespace

class TestGapFinder : public QObject
{
    Q_OBJECT

private slots:
    // S26: what could be a gap is kept until the interval is known, and a file may be nothing but gaps.
    void keepsAMillionAndSaysThatThereAreMore()
    {
        constexpr std::uint64_t most = 1'000'000;
        std::uint64_t count = 0;

        const GapFinder all = withSteps(most);
        QCOMPARE(all.gaps(seconds(1), market::Sessions::AlwaysOpen, 3, count).size(), std::size_t{3});
        QCOMPARE(count, most);
        QVERIFY(!all.isCut());

        const GapFinder cut = withSteps(most + 1);
        const auto listed = cut.gaps(seconds(1), market::Sessions::AlwaysOpen, 3, count);
        QCOMPARE(count, most);
        QVERIFY(cut.isCut());
        QCOMPARE(listed.front().line, std::uint64_t{3});
        QCOMPARE(listed.front().missing, std::uint64_t{1});
    }

    void aStepNoWiderThanTheOthersIsNotMissed()
    {
        GapFinder finder = withSteps(1'000'000);
        finder.add(Timestamp{seconds(2'000'002).ns}, 1'000'003); // a second after the last
        QVERIFY(!finder.isCut());
    }

    // S26: a typing error in one date makes a gap of years.
    void aGapOfMoreThanAMillionBarsSaysThatThereAreMore()
    {
        constexpr std::int64_t most = 1'000'000;
        for (const std::int64_t missing : {most, most + 1}) {
            GapFinder finder;
            for (std::uint64_t hour = 0; hour < 7 * 24; ++hour) { // bars in every hour of the week
                finder.add(Timestamp{hours(static_cast<std::int64_t>(hour)).ns}, 2 + hour);
            }
            finder.add(Timestamp{(hours(7 * 24 - 1) + seconds(1 + missing)).ns}, 170);
            std::uint64_t count = 0;
            const auto gaps = finder.gaps(seconds(1), market::Sessions::AlwaysOpen, 200, count);
            QCOMPARE(gaps.back().line, std::uint64_t{170});
            QCOMPARE(gaps.back().missing, static_cast<std::uint64_t>(most));
            QCOMPARE(gaps.back().isCut, missing > most);
        }
        DataReport report;
        report.files.emplace_back();
        report.files[0].kind = FileKind::Bars;
        report.files[0].gapCount = 1;
        report.files[0].gaps = {{4, {}, {}, 1'000'000, false}};
        QVERIFY(reportText(report).find(", 1000000 missing\n") != std::string::npos);
        report.files[0].gaps[0].isCut = true;
        QVERIFY(reportText(report).find(", at least 1000000 missing\n") != std::string::npos);
        QVERIFY(reportJson(report).find(R"("missing":1000000,"at_least":true)") != std::string::npos);
    }

    void aCountThatIsCutIsToldAsTheLeast()
    {
        DataReport report;
        report.files.emplace_back();
        report.files[0].file = "A_bars.csv";
        report.files[0].kind = FileKind::Bars;
        report.files[0].gapCount = 7;
        QVERIFY(reportText(report).find("gaps: 7\n") != std::string::npos);
        QVERIFY(reportJson(report).find("at_least") == std::string::npos);

        report.files[0].hasMoreGaps = true;
        QVERIFY(reportText(report).find("gaps: at least 7\n") != std::string::npos);
        QVERIFY(reportJson(report).find(R"("count":7,"at_least":true)") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestGapFinder)
#include "tst_gap_finder.moc"
