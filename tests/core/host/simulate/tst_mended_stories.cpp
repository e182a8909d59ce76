// needs: host/simulate
//
// The shortest stories of faults that the simulator has found in the desk and that are mended. Each has broken its
// promise; none does any more. The counter says that the story still comes to what it is about.

#include "core/host/simulate/plan.h"
#include "core/host/simulate/run.h"

#include <QTest>

#include <map>
#include <memory>

using namespace omni;
using namespace omni::simulate;

namespace {

constexpr const char* leftAfterItsAccount = "move_market 0x80ab7e651cab6b68\n"
                                            "move_market 0x0d4a836645f5420c\n"
                                            "move_market 0xdd9177325f6fdcf4\n"
                                            "move_market 0x65ebea324d496b40\n"
                                            "move_market 0x620eed4db5c35d33\n"
                                            "move_market 0x3e714d7819b37803\n"
                                            "move_market 0x7c0f2398586bb37d\n"
                                            "move_market 0x285084e350fe6fde\n"
                                            "move_market 0x9aa4b63d6ad67a03\n"
                                            "move_market 0x05af3f8c0a99dc20\n"
                                            "move_market 0xb016c7135398783c\n"
                                            "move_market 0xdcc485dcee09abe2\n"
                                            "move_market 0x7dd03b10b0a74def\n"
                                            "move_market 0x271d880920cc761d\n"
                                            "move_market 0xad7227e0edbe0fb7\n"
                                            "move_market 0xd5359f1053a7ed02\n"
                                            "move_market 0x93abe50c4f94e02f\n"
                                            "move_market 0x10277a6e87796424\n"
                                            "venue 0x1f63de7aceb480b9\n"
                                            "move_market 0x208b4c228c390db7\n"
                                            "move_market 0xf54589dfd108120f\n"
                                            "pass 0x877061e8572ff21b\n"
                                            "venue 0x6c47860e2c19bee4\n"
                                            "move_market 0x60105b42eaf8b6d8\n"
                                            "pass 0x47fb8d8b33d9974f\n"
                                            "move_market 0x71a63035760f1dea\n"
                                            "pass 0x4a9d1bba1107bcf5\n"
                                            "set_mode 0x33b953c9ce720611\n"
                                            "move_market 0xd03f7df2355ace32\n"
                                            "move_market 0xc142cbf109b331e3\n"
                                            "approve 0x56307cb855d28bdb\n"
                                            "kill 0x490a1025f0645100\n";

constexpr const char* leftAfterItsSymbol = "hold_outbox 0x88437f648a71eaa1\n"
                                           "move_market 0xc45e29282e08d138\n"
                                           "set_mode 0x6ab42c80480d1eb9\n"
                                           "place_wildly 0xeb1e7e0278b2a6af\n"
                                           "kill 0x794ca59ca8d2bed5\n"
                                           "release_all 0xc68a01624a4a9030\n";

constexpr const char* askedNothing = "move_market 0x19781b0c555a8091\n"
                                     "venue 0xfa35d8f973eb669c\n"
                                     "move_market 0x4414b5268455d7d7\n"
                                     "pass 0x9ef31c919d5bf95b\n"
                                     "hold_engine 0xc24805423dc7d98c\n"
                                     "pass 0xbb780ea434e72f79\n"
                                     "pass 0x9f966ac2512739be\n"
                                     "venue 0xa60a865ae97be59e\n"
                                     "pass 0x3f340ec02102a525\n"
                                     "pass 0x15c62e81045bf4be\n"
                                     "pass 0x15f9124f783a2e26\n"
                                     "pass 0xfc2ee1ac83fac0d9\n"
                                     "venue 0x59fd1a247bcb2ad9\n"
                                     "move_market 0x2b6dfe49d78ba021\n"
                                     "pass 0x89f9e9a550dc1506\n"
                                     "pass 0x3ad382fb53935b56\n"
                                     "venue 0x329a6eb72e07c3e8\n"
                                     "venue 0xb24d66deb6916578\n"
                                     "venue 0x840a81ef3891d0c5\n"
                                     "venue 0xf315b0f16c3057df\n"
                                     "venue 0x5ec05506cca1dcc2\n"
                                     "quiet 0xeccb6d31c0110c1e\n";

} // namespace

class TestMendedStories : public QObject
{
    Q_OBJECT

private slots:
    void whatIsMendedStaysMended_data()
    {
        QTest::addColumn<quint64>("seed");
        QTest::addColumn<QByteArray>("counter");
        QTest::addColumn<QByteArray>("story");
        QTest::newRow("S2: a released entry left after its account was latched")
            << quint64{983} << QByteArray("transition.sent>rejected") << QByteArray(leftAfterItsAccount);
        QTest::newRow("S2: an entry that waited for the disk left after its symbol was latched")
            << quint64{1076} << QByteArray("transition.sent>rejected") << QByteArray(leftAfterItsSymbol);
        QTest::newRow("S32: an engine that was back after a stall asked nothing that left")
            << quint64{1415} << QByteArray("breaker.engine_stalled") << QByteArray(askedNothing);
    }
    void whatIsMendedStaysMended()
    {
        QFETCH(quint64, seed);
        QFETCH(QByteArray, counter);
        QFETCH(QByteArray, story);
        const auto steps = stepsFromText(story.toStdString());
        QVERIFY(steps);
        const auto lanes = std::make_unique<Lanes>();
        Tally tally;
        const auto result = runSteps(seed, *steps, *lanes, tally);
        QVERIFY2(!result.broken, result.broken ? result.broken->what.c_str() : "");
        const auto named = tally.named();
        const std::map<std::string, std::uint64_t> seen(named.begin(), named.end());
        const auto at = seen.find(counter.toStdString());
        QVERIFY(at != seen.end());
        QVERIFY(at->second > 0);
    }
};

QTEST_APPLESS_MAIN(TestMendedStories)
#include "tst_mended_stories.moc"
