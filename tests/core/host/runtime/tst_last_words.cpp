// needs: host/runtime
//
// A child process runs into the end; what it says and how it ends is looked at from outside.

#include "core/base/out_of_memory.h"
#include "core/host/runtime/last_words.h"

#include <QTest>

#include <csignal>
#include <cstdint>
#include <functional>
#include <new>
#include <stdexcept>
#include <thread>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace omni;

namespace {

struct End {
    QByteArray said;
    int signal = 0; ///< 0: it came to its end.
};

End endOf(const std::function<void()>& life)
{
    int pipe[2] = {};
    if (::pipe(pipe) != 0) {
        return {};
    }
    const pid_t child = ::fork();
    if (child == 0) {
        const struct rlimit none = {0, 0};
        ::setrlimit(RLIMIT_CORE, &none);
        ::signal(SIGABRT, SIG_DFL); // the test's own handler would tell of it
        ::dup2(pipe[1], STDERR_FILENO);
        ::close(pipe[0]);
        runtime::installLastWords();
        life();
        ::_exit(0);
    }
    ::close(pipe[1]);
    End end;
    char text[512];
    for (ssize_t count = 0; (count = ::read(pipe[0], text, sizeof text)) > 0;) {
        end.said.append(text, static_cast<qsizetype>(count));
    }
    ::close(pipe[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    end.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    return end;
}

/// More than any machine has. Through a pointer, so that no compiler sees it.
void askForTooMuch()
{
    volatile std::size_t size = std::size_t{1} << 62U;
    ::operator delete(::operator new(size));
}

} // namespace

class TestLastWords : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
#ifdef OMNI_SANITIZED
        QSKIP("SKIPPED: a sanitizer ends the program itself where so much memory is asked for");
#endif
    }

    void whenThereIsNoMemoryItSaysSoAndEnds()
    {
        const auto end = endOf(askForTooMuch);
        QCOMPARE(end.signal, SIGABRT);
        QVERIFY2(end.said.contains("there is no memory left"), end.said.constData());
        QVERIFY(end.said.contains("the next start"));
    }

    // Nothing between the allocation and the end may catch it and go on with half of something.
    void nobodyCatchesIt()
    {
        const auto end = endOf([] {
            try {
                askForTooMuch();
            } catch (const std::bad_alloc&) {
                ::_exit(0);
            }
        });
        QCOMPARE(end.signal, SIGABRT);
    }

    void whoMayFailAloneDoesSo()
    {
        const auto end = endOf([] {
            try {
                const MayRunOutOfMemory itMay;
                {
                    const MayRunOutOfMemory andWithinIt;
                }
                askForTooMuch();
            } catch (const std::bad_alloc&) {
                return;
            }
            ::_exit(1);
        });
        QCOMPARE(end.signal, 0);
        QCOMPARE(end.said, QByteArray());
    }

    void onlyOnItsOwnThread()
    {
        const auto end = endOf([] {
            const MayRunOutOfMemory itMay;
            std::thread(askForTooMuch).join();
        });
        QCOMPARE(end.signal, SIGABRT);
    }

    // All threads run out at once: it is said once.
    void itIsSaidOnce()
    {
        const auto end = endOf([] {
            std::thread one(askForTooMuch), two(askForTooMuch), three(askForTooMuch);
            one.join();
            two.join();
            three.join();
        });
        QCOMPARE(end.signal, SIGABRT);
        QCOMPARE(end.said.count("there is no memory left"), 1);
    }

    // F72: the system gives no thread, say.
    void anErrorThatNothingMeetsIsNamed()
    {
        const auto end = endOf([] { std::thread([] { throw std::runtime_error("no thread is left"); }).join(); });
        QCOMPARE(end.signal, SIGABRT);
        QVERIFY2(end.said.contains("an error that nothing met: no thread is left\n"), end.said.constData());
    }

    void aLibraryWithoutMemoryIsTheSame()
    {
        const auto end = endOf([] { std::thread([] { throw std::bad_alloc(); }).join(); });
        QCOMPARE(end.signal, SIGABRT);
        QVERIFY2(end.said.contains("there is no memory left"), end.said.constData());
    }
};

QTEST_APPLESS_MAIN(TestLastWords)
#include "tst_last_words.moc"
