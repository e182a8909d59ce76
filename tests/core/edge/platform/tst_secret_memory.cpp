#include "core/edge/platform/secret_memory.h"

#include "core/base/bytes.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <optional>
#include <random>
#include <sstream>
#include <string>
#include <type_traits>
#include <vector>

#include <csignal>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace omni;
using namespace omni::platform;

namespace {

constexpr std::size_t canaryBytes = 64;

#ifdef OMNI_SANITIZED
constexpr bool isSanitized = true;
#else
constexpr bool isSanitized = false;
#endif

/// Watches the moment at which pages go back to the system: the last one at which their content can be seen.
struct Watch {
    const std::byte* at = nullptr;
    std::size_t size = 0;
    int unmapped = 0; ///< How often the watched bytes were given back.
    std::size_t notZero = 0; ///< Of them, how many were not zero then.
};
Watch watch;

void seeUnmapping(const void* start, std::size_t size) noexcept
{
    const auto* first = static_cast<const std::byte*>(start);
    if (watch.at == nullptr || watch.at < first || watch.at >= first + size) {
        return;
    }
    watch.unmapped += 1;
    for (std::size_t i = 0; i < watch.size; ++i) {
        watch.notZero += watch.at[i] != std::byte{0} ? 1U : 0U;
    }
}

void watchFor(const SecretBytes& secret)
{
    watch = {secret.exposed().data(), secret.size(), 0, 0};
}

/// Bytes that stand nowhere in the program: computed where they are put.
void fillWithCanary(std::span<std::byte> to, std::uint64_t seed)
{
    std::uint64_t state = seed;
    for (auto& byte : to) {
        state = state * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U;
        byte = static_cast<std::byte>(state >> 56);
    }
}

SecretBytes aCanary(std::uint64_t seed = 1)
{
    auto secret = SecretBytes::zeros(canaryBytes).value();
    fillWithCanary(secret.exposedForWriting(), seed);
    return secret;
}

/// The words after "VmFlags:" of the mapping that holds `at`, as the kernel tells them.
std::vector<std::string> flagsOfMapping(const void* at)
{
    const auto address = reinterpret_cast<std::uintptr_t>(at);
    std::ifstream maps("/proc/self/smaps");
    bool isInside = false;
    for (std::string line; std::getline(maps, line);) {
        unsigned long first = 0;
        unsigned long last = 0;
        if (std::sscanf(line.c_str(), "%lx-%lx ", &first, &last) == 2) {
            isInside = address >= first && address < last;
        } else if (isInside && line.starts_with("VmFlags:")) {
            std::istringstream words(line.substr(8));
            return {std::istream_iterator<std::string>(words), {}};
        }
    }
    return {};
}

bool has(const std::vector<std::string>& flags, const std::string& flag)
{
    return std::ranges::find(flags, flag) != flags.end();
}

template<class Body> int statusOfChild(Body body)
{
    const pid_t pid = ::fork();
    if (pid == 0) {
        ::_exit(body());
    }
    int status = -1;
    ::waitpid(pid, &status, 0);
    return status;
}

template<class Body> int inAChild(Body body)
{
    const int status = statusOfChild(body);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

template<class T>
concept Printable = requires(std::ostream& out, const T& value)
{
    out << value;
};
template<class T>
concept Comparable = requires(const T& a, const T& b)
{
    a == b;
};
template<class T>
concept TextLike = std::is_convertible_v<T, std::string_view> || std::is_convertible_v<T, bool>;

} // namespace

// Takes the place of the C library's for every library of this process.
extern "C" int munmap(void* start, std::size_t size) noexcept
{
    if (!isSanitized) {
        seeUnmapping(start, size);
    }
    return static_cast<int>(::syscall(SYS_munmap, start, size));
}

class TestSecretMemory : public QObject
{
    Q_OBJECT

private slots:
    void cannotBeCopiedPrintedComparedOrConverted()
    {
        static_assert(
            std::is_nothrow_move_constructible_v<SecretBytes> && std::is_nothrow_move_assignable_v<SecretBytes>);
        static_assert(!std::is_copy_constructible_v<SecretBytes> && !std::is_copy_assignable_v<SecretBytes>);
        static_assert(!Printable<SecretBytes> && !Comparable<SecretBytes> && !TextLike<SecretBytes>);
        static_assert(!fmt::is_formattable<SecretBytes>::value);
        static_assert(Printable<int> && Comparable<int> && fmt::is_formattable<int>::value);
    }

    void holdsWhatItIsGiven()
    {
        auto secret = SecretBytes::zeros(3).value();
        QCOMPARE(secret.size(), std::size_t{3});
        QVERIFY(std::ranges::all_of(secret.exposed(), [](std::byte b) { return b == std::byte{0}; }));

        secret.exposedForWriting()[2] = std::byte{9};
        QCOMPARE(secret.exposed()[2], std::byte{9});
    }

    void takingBytesWipesWhereTheyWere()
    {
        Bytes source{std::byte{1}, std::byte{2}, std::byte{3}};

        const auto secret = SecretBytes::takenFrom(source);

        QVERIFY(secret);
        QCOMPARE(Bytes(secret->exposed().begin(), secret->exposed().end()),
                 (Bytes{std::byte{1}, std::byte{2}, std::byte{3}}));
        QCOMPARE(source, Bytes(3));
    }

    void wipesTheSourceAlsoWhenItRefuses()
    {
        Bytes source(SecretBytes::mostBytes + 1, std::byte{7});

        QCOMPARE(SecretBytes::takenFrom(source).error().code, Errc::Invalid);

        QVERIFY(std::ranges::all_of(source, [](std::byte b) { return b == std::byte{0}; }));
    }

    void emptyOwnsNothing()
    {
        const auto secret = SecretBytes::zeros(0).value();

        QVERIFY(secret.isEmpty());
        QVERIFY(secret.exposed().data() == nullptr);
        QVERIFY(secret.isLocked());
        QVERIFY(SecretBytes::takenFrom({})->isEmpty());
        QVERIFY(SecretBytes::random(0)->isEmpty());
    }

    void movesWithoutACopy()
    {
        auto first = aCanary();
        const auto* at = first.exposed().data();

        auto second = std::move(first);
        QVERIFY(second.exposed().data() == at);
        QVERIFY(first.isEmpty());

        SecretBytes third;
        third = std::move(second);
        QVERIFY(third.exposed().data() == at);
        QVERIFY(second.isEmpty());
    }

    void isWipedBeforeItsPagesAreGivenBack_data()
    {
        QTest::addColumn<int>("way");
        QTest::newRow("when it dies") << 0;
        QTest::newRow("when it is cleared") << 1;
        QTest::newRow("when another is moved into it") << 2;
    }

    void isWipedBeforeItsPagesAreGivenBack()
    {
        if (isSanitized) {
            QSKIP("Sanitizers have a munmap of their own: this run does not see what pages hold when they are freed.");
        }
        QFETCH(int, way);
        std::optional<SecretBytes> secret(aCanary());
        watchFor(*secret);

        switch (way) {
        case 0:
            secret.reset();
            break;
        case 1:
            secret->clear();
            break;
        default:
            *secret = aCanary(2);
        }

        QCOMPARE(watch.unmapped, 1);
        QCOMPARE(watch.notZero, std::size_t{0});
        watch = {};
    }

    // The watch itself: memory that nobody wipes is seen with its content.
    void theWatchSeesWhatIsNotWiped()
    {
        if (isSanitized) {
            QSKIP("Sanitizers have a munmap of their own: this run does not see what pages hold when they are freed.");
        }
        void* page = ::mmap(nullptr, 4'096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        QVERIFY(page != MAP_FAILED);
        static_cast<std::byte*>(page)[5] = std::byte{1};
        watch = {static_cast<const std::byte*>(page), canaryBytes, 0, 0};

        ::munmap(page, 4'096);

        QCOMPARE(watch.unmapped, 1);
        QCOMPARE(watch.notZero, std::size_t{1});
        watch = {};
    }

    // "dd": not in core dumps. "lo": locked in memory.
    void itsPagesAreLockedAndOutOfCoreDumps()
    {
        const auto secret = aCanary();
        const auto flags = flagsOfMapping(secret.exposed().data());
        const std::vector<std::byte> ordinary(canaryBytes);

        QVERIFY2(!flags.empty(), "/proc/self/smaps tells no VmFlags");
        QVERIFY(has(flags, "dd"));
        // The sanitizers lock nothing, and say that they did.
        QVERIFY(isSanitized || has(flags, "lo") == secret.isLocked());
        QVERIFY(!has(flagsOfMapping(ordinary.data()), "dd"));
    }

    // The last byte stands before a page that cannot be touched.
    void runningPastTheEndEndsTheProgram()
    {
        const int status = statusOfChild([] {
            const struct rlimit none = {0, 0};
            ::setrlimit(RLIMIT_CORE, &none);
            ::signal(SIGSEGV, SIG_DFL);
            auto secret = aCanary();
            volatile std::byte* at = secret.exposedForWriting().data();
            at[canaryBytes] = std::byte{1};
            return 0;
        });
        QVERIFY(WIFSIGNALED(status));
        QCOMPARE(WTERMSIG(status), SIGSEGV);
    }

    // The limit binds no root, so a user without rights tries.
    void saysSoWhenNoMoreCanBeLockedAndStillGuardsIt()
    {
        if (isSanitized) {
            QSKIP("Sanitizers lock nothing and say that they did: this run does not show what happens at the limit.");
        }
        const int failed = inAChild([] {
            const struct rlimit none = {0, 0};
            if (::setrlimit(RLIMIT_MEMLOCK, &none) != 0 || (::geteuid() == 0 && ::setuid(65'534) != 0)) {
                return 1;
            }
            // A process that has changed its user may not read its own smaps, unless it says that it may be dumped.
            ::prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
            std::optional<SecretBytes> secret(aCanary());
            const auto flags = flagsOfMapping(secret->exposed().data());
            if (secret->isLocked() || has(flags, "lo")) {
                return 2;
            }
            if (!has(flags, "dd")) {
                return 3;
            }
            watchFor(*secret);
            secret.reset();
            return watch.unmapped == 1 && watch.notZero == 0 ? 0 : 4;
        });
        QCOMPARE(failed, 0);
    }

    // V8: a process that may be dumped dies. Ordinary memory is in the file, the secret is not.
    void aCoreDumpDoesNotHoldASecret()
    {
        if (isSanitized) {
            QSKIP("Sanitizers map terabytes: no core dump is made, and this run does not show what is in one.");
        }
        QTemporaryDir place;
        const auto folder = place.path().toStdString();
        const int status = statusOfChild([&] {
            const struct rlimit all = {RLIM_INFINITY, RLIM_INFINITY};
            ::setrlimit(RLIMIT_CORE, &all);
            ::prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
            ::signal(SIGABRT, SIG_DFL);
            const auto secret = aCanary(11);
            std::vector<std::byte> ordinary(canaryBytes);
            fillWithCanary(ordinary, 22);
            if (::chdir(folder.c_str()) == 0) {
                std::abort();
            }
            return 0;
        });
        std::string core;
        for (const auto& entry : std::filesystem::directory_iterator(folder)) {
            std::ifstream in(entry.path(), std::ios::binary);
            core.assign(std::istreambuf_iterator<char>(in), {});
        }
        if (!WCOREDUMP(status) || core.empty()) {
            QSKIP("The system puts no core dump into the working folder: this run does not show what is in one.");
        }

        std::string expected(canaryBytes, '\0');
        fillWithCanary(std::as_writable_bytes(std::span(expected)), 22);
        QVERIFY(core.find(expected) != std::string::npos);
        fillWithCanary(std::as_writable_bytes(std::span(expected)), 11);
        // Sixteen bytes in a row would be enough to give it away.
        for (std::size_t i = 0; i + 16 <= canaryBytes; i += 16) {
            QCOMPARE(core.find(expected.substr(i, 16)), std::string::npos);
        }
    }

    void aProcessThatForbidsCoreDumpsLeavesNone()
    {
        QTemporaryDir place;
        const auto folder = place.path().toStdString();
        const int status = statusOfChild([&] {
            const struct rlimit all = {RLIM_INFINITY, RLIM_INFINITY};
            ::setrlimit(RLIMIT_CORE, &all);
            ::prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
            ::signal(SIGABRT, SIG_DFL);
            struct rlimit limit = all;
            if (!forbidCoreDumps() || ::getrlimit(RLIMIT_CORE, &limit) != 0 || limit.rlim_cur != 0
                || limit.rlim_max != 0 || ::prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) != 0 || ::chdir(folder.c_str()) != 0) {
                return 1;
            }
            std::abort();
        });

        QVERIFY(WIFSIGNALED(status));
        QCOMPARE(WTERMSIG(status), SIGABRT);
        QVERIFY(!WCOREDUMP(status));
        QVERIFY(std::filesystem::is_empty(folder));
    }

    void randomSecretsDiffer()
    {
        const auto first = SecretBytes::random(32);
        const auto second = SecretBytes::random(32);

        QVERIFY(first && second);
        QVERIFY(!areEqualSecrets(first->exposed(), second->exposed()));
        QVERIFY(!areEqualSecrets(first->exposed(), Bytes(32)));
    }

    void equalSecretsAreEqualAndOneBitMakesADifference()
    {
        std::mt19937_64 random(77);
        QVERIFY(areEqualSecrets({}, {}));
        for (int round = 0; round < 5'000; ++round) {
            Bytes a(1 + random() % 200);
            fillWithCanary(a, random());
            Bytes b = a;
            QVERIFY(areEqualSecrets(a, b));

            b[random() % b.size()] ^= static_cast<std::byte>(1U << (random() % 8));
            QVERIFY(!areEqualSecrets(a, b));
            QVERIFY(!areEqualSecrets(a, std::span(a).first(a.size() - 1)));
        }
    }

    void holdsUpToItsBound()
    {
        const auto most = SecretBytes::zeros(SecretBytes::mostBytes);
        QVERIFY(most);
        QCOMPARE(most->size(), SecretBytes::mostBytes);
        QCOMPARE(SecretBytes::zeros(SecretBytes::mostBytes + 1).error().code, Errc::Invalid);
        QCOMPARE(SecretBytes::zeros(std::numeric_limits<std::size_t>::max()).error().code, Errc::Invalid);
    }
};

QTEST_APPLESS_MAIN(TestSecretMemory)
#include "tst_secret_memory.moc"
