// needs: tests/support/source_tree
#include "tests/support/source_tree/bans.h"
#include "tests/support/source_tree/source_tree.h"

#include <QTemporaryDir>
#include <QTest>

#include <regex>

using namespace omni::tests;

namespace {

/// What makes two runs differ. Unordered containers bind core/trade and core/desk only. Sequence and time come with the
/// event; randomness comes from a seed in the state.
const std::vector<Ban>& bans()
{
    static const std::vector<Ban> list{
        {"asks a clock", std::regex(R"(::now\s*\()")},
        {"names a clock", std::regex(R"(\b(steady_clock|system_clock|high_resolution_clock|utc_clock|file_clock)\b)")},
        {"asks for the time", std::regex(R"(\btime\s*\(\s*(nullptr|NULL|0|&\s*\w+)\s*\))")},
        {"asks for the time",
         std::regex(R"(\b(gettimeofday|clock_gettime|timespec_get|localtime|localtime_r|mktime)\b)")},
        {"sleeps", std::regex(R"(\b(sleep_for|sleep_until|usleep|nanosleep)\b)")},
        {"asks the machine for randomness", std::regex(R"(\brandom_device\b|\bgetrandom\b|\brandombytes_buf\b)")},
        {"uses C's generator", std::regex(R"((^|[^\w.>])s?rand\s*\()")},
        {"draws without a seed", std::regex(R"(\bmt19937(_64)?\s+\w+\s*(;|\{\s*\}|\(\s*\)))")},
        {"draws without a seed", std::regex(R"(\bmt19937(_64)?\s*(\{\s*\}|\(\s*\)))")},
        {"draws differently on every library", std::regex(R"(\bdefault_random_engine\b|\bstd::\w+_distribution\b)")},
        {"keeps an unordered container", std::regex(R"(\bunordered_(multi)?(map|set)\b)"), "core/base/"},
    };
    return list;
}

std::vector<std::string> faultsIn(const std::filesystem::path& root)
{
    return hitsOf(bans(), root, {"core/base", "core/trade", "core/desk"});
}

} // namespace

class TestNoClocks : public QObject
{
    Q_OBJECT

private slots:
    void theInnerCoreIsDeterministic()
    {
        const auto faults = faultsIn(OMNI_SOURCE_DIR);

        for (const auto& fault : faults) {
            qWarning("%s", fault.c_str());
        }
        QCOMPARE(faults.size(), std::size_t{0});
    }

    void findsWhatIsPlanted_data()
    {
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<bool>("isFound");

        const auto row = [](const char* name, const char* code, bool isFound) {
            QTest::newRow(name) << QByteArray(code) << isFound;
        };
        row("a clock's now", "auto t = Clock::now();", true);
        row("a named clock", "using Clock = std::chrono::steady_clock;", true);
        row("time of C", "auto t = std::time(nullptr);", true);
        row("gettimeofday", "gettimeofday(&t, nullptr);", true);
        row("clock_gettime", "clock_gettime(CLOCK_REALTIME, &t);", true);
        row("a random device", "std::random_device seed;", true);
        row("rand", "int i = rand();", true);
        row("an unseeded twister", "std::mt19937_64 random;", true);
        row("an unseeded twister with braces", "std::mt19937 random{};", true);
        row("a seeded twister", "std::mt19937_64 random{7};", false);
        row("a library's distribution", "std::normal_distribution<double> d;", true);
        row("an unordered map", "std::unordered_map<int, int> orders;", true);
        row("a member called time", "auto t = event.time();", false);
        row("a function called time", "Timestamp time() const;", false);
        row("a word that ends in rand", "int i = operand(3);", false);
        row("a comment about now", "// Clock::now() stays outside\n", false);
        row("a text about now", "auto t = \"Clock::now()\";", false);
    }

    void findsWhatIsPlanted()
    {
        QFETCH(QByteArray, code);
        QFETCH(bool, isFound);
        QTemporaryDir tree;
        plant(tree.path().toStdString(), "core/trade/market/planted.cpp", code.toStdString());

        const auto faults = faultsIn(tree.path().toStdString());

        QCOMPARE(!faults.empty(), isFound);
    }

    void theEdgeMayAskTheTime()
    {
        QTemporaryDir tree;
        plant(tree.path().toStdString(), "core/edge/platform/planted.cpp",
              "auto t = std::chrono::system_clock::now();");

        QVERIFY(faultsIn(tree.path().toStdString()).empty());
    }

    void saysWhereAFaultStands()
    {
        QTemporaryDir tree;
        plant(tree.path().toStdString(), "core/desk/engine/planted.cpp", "int a;\nint b = rand();\n");

        const auto faults = faultsIn(tree.path().toStdString());

        QCOMPARE(faults.size(), std::size_t{1});
        QVERIFY(faults.front().starts_with("core/desk/engine/planted.cpp:2 "));
    }
};

QTEST_APPLESS_MAIN(TestNoClocks)
#include "tst_no_clocks.moc"
