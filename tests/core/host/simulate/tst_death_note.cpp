// needs: host/simulate
//
// A program that dies in a world says in which, and dies all the same.

#include "core/host/simulate/death_note.h"
#include "core/host/simulate/run.h"

#include <QTest>

#include <csignal>
#include <cstdlib>
#include <string>

#include <sys/wait.h>
#include <unistd.h>

using namespace omni::simulate;

namespace {

struct Death {
    std::string said;
    int signal = 0; ///< 0: it ended by itself.
};

/// What a process that does this leaves.
template<class Do> Death deathOf(Do&& doIt)
{
    int ends[2]{};
    if (::pipe(ends) != 0) {
        return {};
    }
    const pid_t child = ::fork();
    if (child == 0) {
        ::dup2(ends[1], STDERR_FILENO);
        doIt();
        std::_Exit(0);
    }
    ::close(ends[1]);
    Death death;
    char byte = 0;
    while (::read(ends[0], &byte, 1) == 1) {
        death.said.push_back(byte);
    }
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    death.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    return death;
}

} // namespace

class TestDeathNote : public QObject
{
    Q_OBJECT

private slots:
    void tellsTheWorldAndTheCommandThatShowsItAgain()
    {
        for (const int signal : {SIGABRT, SIGSEGV}) {
            const auto death = deathOf([signal] {
                const DeathNote note;
                RunWish wish;
                wish.firstSeed = 7;
                wish.seeds = 64;
                wish.steps = 1;
                wish.threads = 1;
                wish.progress = [signal](std::uint64_t) { static_cast<void>(std::raise(signal)); }; // in the 64th
                static_cast<void>(runSeeds(wish));
            });
            QCOMPARE(death.signal, signal);
            const auto text = QByteArray::fromStdString(death.said);
            QVERIFY2(text.contains("the program died in world 70\n"), text.constData());
            QVERIFY2(text.contains("omnitrade simulate --seed 70 --seeds 1 --steps 1\n"), text.constData());
        }
    }

    void saysNothingOutsideOfAWorldAndNothingLater()
    {
        QCOMPARE(deathOf([] {
                     const DeathNote note;
                     std::abort();
                 }).said,
                 std::string());
        const auto later = deathOf([] {
            {
                const DeathNote note;
            }
            enterWorld(1, 1);
            std::abort();
        });
        QCOMPARE(later.said, std::string());
        QCOMPARE(later.signal, SIGABRT);
    }
};

QTEST_APPLESS_MAIN(TestDeathNote)
#include "tst_death_note.moc"
