// needs: host/simulate
//
// Stories as text: they carry their world, are read back as they were written, and are refused with line, cause and
// remedy.

#include "core/base/seeded_random.h"
#include "core/host/simulate/run.h"
#include "core/host/simulate/story.h"
#include "core/trade/risk/limit_schema.h"

#include <QTest>

#include <memory>

using namespace omni;
using namespace omni::simulate;

namespace {

/// A whole plan, written by hand.
const QByteArray plan = "omnitrade story 1\n"
                        "seed 1707\n"
                        "instruments 2\n"
                        "disk_share 1000\n"
                        "latch_share 412\n"
                        "checkpoint_records 0\n"
                        "strategy breakout:interval=1s,entry=10\n"
                        "strategy sma_cross:interval=1s,fast=1,slow=4,direction=both\n"
                        "cost average\n"
                        "proposal_expiry 3m\n"
                        "typical_pause 120ms\n"
                        "throws_sometimes no\n"
                        "has_runaway yes\n"
                        "weights move_market=880 pass=140\n"
                        "weights quiet=1\n"
                        "manners lose_ack=17 most_delay=300ms\n"
                        "limits enforced=yes position_per_trade_bp=200 gross_exposure_bp=8000 net_exposure_bp=6000\n"
                        "limits leverage_milli=1000 loss_at_stop_bp=100 hard_stop_distance_bp=200\n"
                        "limits trailing_stop_atr_milli=3000 time_exit_days=10 daily_loss_bp=7 drawdown_bp=600\n"
                        "limits losing_streak=4 orders_per_minute=30 collar_bp=50 collar_spreads=5\n"
                        "limits collar_atr_milli=500 collar_bound_bp=500 quote_age=2s approval_drift_bp=25\n"
                        "limits approval_drift_atr_milli=150 duplicate_window=0s order_value_e8=none\n"
                        "limits order_size_lots=9 open_orders=200\n";
const QByteArray story = plan + "steps\nmove_market 0x1\n# for readers\n\npass 0x1f\n";

tl::expected<Story, StoryFault> read(const QByteArray& text)
{
    return storyFromText({text.constData(), static_cast<std::size_t>(text.size())});
}

QByteArray with(QByteArray part, const QByteArray& other)
{
    QByteArray text = story;
    Q_ASSERT(text.count(part) == 1);
    return text.replace(part, other);
}

/// 1: the first.
int lineOf(const QByteArray& text, const QByteArray& part)
{
    return static_cast<int>(text.left(text.indexOf(part)).count('\n')) + 1;
}

} // namespace

class TestStory : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatTheWorldIs()
    {
        const auto told = read(story);

        QVERIFY2(told, told ? "" : told.error().what.c_str());
        const Plan& world = told->plan;
        QCOMPARE(world.seed, std::uint64_t{1707});
        QCOMPARE(world.instruments, 2);
        QCOMPARE(world.latchShare, 412);
        QCOMPARE(world.strategies.size(), std::size_t{2});
        QVERIFY(world.cost == portfolio::CostMethod::Average);
        QVERIFY(world.proposalExpiry == seconds(180));
        QVERIFY(world.typicalPause == milliseconds(120));
        QVERIFY(world.hasRunaway && !world.throwsSometimes);
        QCOMPARE(world.weights[static_cast<std::size_t>(StepKind::MoveMarket)], std::uint32_t{880});
        QCOMPARE(world.weights[static_cast<std::size_t>(StepKind::Quiet)], std::uint32_t{1});
        QCOMPARE(world.weights[static_cast<std::size_t>(StepKind::Kill)], std::uint32_t{0});
        QCOMPARE(world.manners.loseAck, 17);
        QCOMPARE(world.manners.bust, 0);
        QVERIFY(world.manners.mostDelay == milliseconds(300));
        QCOMPARE(world.limits.dailyLoss.count, 7);
        QVERIFY(world.limits.duplicateWindow == Duration{});
        QVERIFY(!world.limits.orderValue && world.limits.orderSize == Lots{9});
        QCOMPARE(told->steps.size(), std::size_t{2});
        QVERIFY(told->steps[1] == (Step{StepKind::Pass, 0x1f}));
    }

    // Over thousands of worlds each part of a plan has many values.
    void isReadAsItWasWritten()
    {
        for (std::uint64_t seed = 1; seed <= 3'000; ++seed) {
            const Plan drawn = planOf(seed);
            const auto steps = stepsOf(drawn, 3);
            const std::string text = storyText(drawn, steps);
            const auto told = storyFromText(text);
            QVERIFY2(told, told ? "" : told.error().text("seed " + std::to_string(seed)).c_str());
            QVERIFY2(told->plan == drawn, text.c_str());
            QVERIFY(told->steps == steps);
            QVERIFY(storyText(told->plan, told->steps) == text);
        }
    }

    void isReadAtTheEndsOfItsRanges()
    {
        for (const bool most : {false, true}) {
            Plan plan = planOf(1);
            plan.seed = most ? ~std::uint64_t{0} : 0;
            plan.manners.misdirect = most ? 1'000 : 0;
            plan.proposalExpiry = most ? hours(24) : nanoseconds(1);
            for (const auto& field : risk::limitFields()) {
                field.set(plan.limits, most ? field.most : field.least);
            }
            plan.limits.grossExposure = {most ? 200'000 : 1};
            const auto told = storyFromText(storyText(plan, {}));
            QVERIFY2(told, told ? "" : told.error().what.c_str());
            QVERIFY(told->plan == plan);
        }
    }

    // The draw from the seed may change: the story does not.
    void isToldInTheWorldThatItCarries()
    {
        Plan other = planOf(7);
        other.manners = {};
        other.limits = {};
        other.instruments = other.instruments % 3 + 1;
        const auto steps = stepsOf(other, 200);
        const auto told = storyFromText(storyText(other, steps));
        QVERIFY(told);
        const auto lanes = std::make_unique<Lanes>();
        Tally first, second, drawn;

        const auto as = runSteps(told->plan, told->steps, *lanes, second);

        QVERIFY(as.traceHash == runSteps(other, steps, *lanes, first).traceHash);
        QVERIFY(first.named() == second.named());
        QVERIFY(as.traceHash != runSteps(planOf(7), steps, *lanes, drawn).traceHash);
    }

    void isRefusedWithLineCauseAndRemedy_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("line");
        QTest::addColumn<QByteArray>("what");
        QTest::addColumn<QByteArray>("hint");
        const auto row = [](const char* name, const QByteArray& part, const QByteArray& other, const char* what,
                            const char* hint) {
            QTest::newRow(name) << with(part, other) << lineOf(story, part) << QByteArray(what) << QByteArray(hint);
        };
        QTest::newRow("nothing") << QByteArray() << 1 << QByteArray("this is an empty file") << QByteArray("steps");
        QTest::newRow("no steps") << plan << lineOf(story, "steps\n") << QByteArray("ends before its steps")
                                  << QByteArray("\"steps\"");
        row("steps alone", "omnitrade story 1\n", "move_market 0x1\n", "is not how a story begins",
            "first line is \"omnitrade story 1\"");
        row("no version", "story 1\n", "story one\n", "is not how a story begins", "omnitrade story 1");
        row("a newer one", "story 1\n", "story 2\n", "version 2, and this program reads version 1",
            "the program that wrote it");
        row("an unknown key", "cost average", "colour red", "a plan has no \"colour\"", "it has cost, strategy");
        row("a key twice", "instruments 2\n", "instruments 2\ninstruments 2\n", "", "");
        row("no number", "seed 1707", "seed x", "seed \"x\" is no number from 0 to 18446744073709551615",
            "for example seed 0");
        row("no value", "seed 1707", "seed", "seed \"\" is no number", "for example");
        row("above the range", "instruments 2", "instruments 4", "instruments \"4\" is no number from 1 to 3",
            "instruments 1");
        row("below the range", "disk_share 1000", "disk_share 0", "is no number from 1 to 1000", "disk_share 1");
        row("below zero", "checkpoint_records 0", "checkpoint_records -1", "is no number from 0", "");
        row("beyond 64 bits", "seed 1707", "seed 18446744073709551616", "is no number from 0", "");
        row("no span", "typical_pause 120ms", "typical_pause 120", "is no span from 1ns to 1h", "as in 250ms");
        row("too long a span", "proposal_expiry 3m", "proposal_expiry 25h", "is no span from 1ns to 1d", "as in");
        row("neither yes nor no", "has_runaway yes", "has_runaway 1", "is neither yes nor no", "has_runaway no");
        row("no such cost", "cost average", "cost lifo", "is neither fifo nor average", "cost fifo");
        row("no such strategy", "breakout:interval=1s,entry=10", "brekout", "strategy \"brekout\": ", "breakout");
        row("no such step has a weight", "weights quiet=1", "weights fly=1", "there is no step \"fly\"", "step.cpp");
        row("no weight", "weights quiet=1", "weights quiet", "\"quiet\" among the weights is no name with a value",
            "as in weights");
        row("too heavy", "weights quiet=1", "weights quiet=1000001", "is no number from 0 to 1000000", "quiet 0");
        row("a weight twice", "weights quiet=1", "weights pass=1", "pass is said a second time", "one of the two");
        row("no such manner", "lose_ack=17", "bow=17", "the venue has no manner \"bow\"", "story_fields.h");
        row("more than always", "lose_ack=17", "lose_ack=1001", "is no number from 0 to 1000", "");
        row("too slow a venue", "most_delay=300ms", "most_delay=2m", "is no span from 0s to 1m", "as in 250ms");
        row("no such limit", "daily_loss_bp=7", "daily_gain_bp=7", "there is no limit \"daily_gain_bp\"", "");
        row("too loose a limit", "daily_loss_bp=7", "daily_loss_bp=501", "is no number from 1 to 500",
            "daily_loss_bp 1");
        row("a limit that must be there", "daily_loss_bp=7", "daily_loss_bp=none", "is no number from 1 to 500", "");
        row("an old quote", "quote_age=2s", "quote_age=11s", "is no span from 1ns to 10s", "as in");
        row("no such step", "pass 0x1f", "fly 0x1f", "\"fly 0x1f\" is no step", "approve 0x1f");
        row("no dice", "pass 0x1f", "pass", "\"pass\" is no step", "approve 0x1f");
        row("dice that are none", "pass 0x1f", "pass 0xg", "is no step", "");
        row("dice beyond 64 bits", "pass 0x1f", "pass 0x1ffffffffffffffff", "is no step", "");
        row("something behind the dice", "pass 0x1f", "pass 0x1f 0x2", "is no step", "");
    }
    void isRefusedWithLineCauseAndRemedy()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, line);
        QFETCH(QByteArray, what);
        QFETCH(QByteArray, hint);

        const auto told = read(text);

        QVERIFY(!told);
        if (what.isEmpty() && hint.isEmpty()) { // said twice: the second is the wrong one
            what = "is said a second time";
            hint = "take one of the two out";
            ++line;
        }
        QVERIFY2(QByteArray::fromStdString(told.error().what).contains(what), told.error().what.c_str());
        QVERIFY2(QByteArray::fromStdString(told.error().hint).contains(hint), told.error().hint.c_str());
        QCOMPARE(static_cast<int>(told.error().line), line);
        QVERIFY(QByteArray::fromStdString(told.error().text("a.steps"))
                    .startsWith("a.steps:" + QByteArray::number(line) + ": "));
    }

    void missesWhatAPlanDoesNotSay_data()
    {
        QTest::addColumn<QByteArray>("part");
        QTest::addColumn<QByteArray>("key");
        for (const char* line : {"seed 1707\n", "instruments 2\n", "disk_share 1000\n", "latch_share 412\n",
                                 "checkpoint_records 0\n", "cost average\n", "proposal_expiry 3m\n",
                                 "typical_pause 120ms\n", "throws_sometimes no\n", "has_runaway yes\n"}) {
            const QByteArray part(line);
            QTest::newRow(part.trimmed().constData()) << part << part.left(part.indexOf(' '));
        }
        QTest::newRow("a limit") << QByteArray(" quote_age=2s") << QByteArray("limits quote_age");
        QTest::newRow("whether limits hold") << QByteArray(" enforced=yes") << QByteArray("limits enforced");
        QTest::newRow("a limit that may be none")
            << QByteArray(" order_value_e8=none") << QByteArray("limits order_value_e8");
    }
    void missesWhatAPlanDoesNotSay()
    {
        QFETCH(QByteArray, part);
        QFETCH(QByteArray, key);
        const auto text = with(part, "");

        const auto told = read(text);

        QVERIFY(!told);
        QCOMPARE(QByteArray::fromStdString(told.error().what), "the plan does not say: " + key);
        QCOMPARE(static_cast<int>(told.error().line), lineOf(text, "steps\n"));
        QVERIFY(!told.error().hint.empty());
    }

    void missesItsStrategies()
    {
        QByteArray text = with("strategy breakout:interval=1s,entry=10\n", "");
        text.replace("strategy sma_cross:interval=1s,fast=1,slow=4,direction=both\n", "");
        const auto told = read(text);
        QVERIFY(!told);
        QCOMPARE(QByteArray::fromStdString(told.error().what), QByteArray("the plan does not say: strategy"));
    }

    // Each in its range, and not together.
    void refusesLimitsThatContradict()
    {
        const auto told = read(with("gross_exposure_bp=8000", "gross_exposure_bp=10001"));
        QVERIFY(!told);
        QVERIFY2(told.error().what.find("gross_exposure") != std::string::npos, told.error().what.c_str());
    }

    // Whatever is in it: an answer, and nothing beside it.
    void anyTextHasAnAnswer()
    {
        SeededRandom random(12);
        for (int draw = 0; draw < 20'000; ++draw) {
            QByteArray text = story;
            for (auto changes = random.between(1, 3); changes > 0; --changes) {
                const auto at = static_cast<qsizetype>(random.below(static_cast<std::uint64_t>(text.size())));
                switch (random.below(3)) {
                case 0:
                    text[at] = static_cast<char>(random.below(256));
                    break;
                case 1:
                    text.remove(at, static_cast<qsizetype>(random.between(1, 30)));
                    break;
                default:
                    text.insert(at, text.mid(static_cast<qsizetype>(random.below(200)), 20));
                }
                if (text.isEmpty()) {
                    text = "x";
                }
            }
            const auto told = read(text);
            if (told) {
                QVERIFY(storyFromText(storyText(told->plan, told->steps))->plan == told->plan);
            } else {
                QVERIFY(told.error().line > 0);
                QVERIFY(!told.error().what.empty() && !told.error().hint.empty());
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestStory)
#include "tst_story.moc"
