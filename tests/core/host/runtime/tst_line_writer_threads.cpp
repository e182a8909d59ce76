// needs: host/runtime

#include "core/base/seeded_random.h"
#include "core/host/runtime/line_writer.h"
#include "core/host/runtime/reader_pacer.h"

#include <QTest>

#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <mutex>
#include <thread>

using namespace omni;
using namespace omni::runtime;

namespace {

/// A stream whose reader reads when a test says so. Shared, because the writer's thread may outlive the writer.
struct Reader {
    std::mutex mutex;
    std::condition_variable changed;
    std::string text;
    bool reads = true;
    std::atomic<bool> isHeld{false}; ///< A line is in the writer's hands.
    int error = 0;
    std::size_t mostAtOnce = 1'000'000;

    void set(bool does)
    {
        const std::lock_guard lock(mutex);
        reads = does;
        changed.notify_all();
    }
    QStringList lines()
    {
        const std::lock_guard lock(mutex);
        return QString::fromStdString(text).split('\n', Qt::SkipEmptyParts);
    }
    static LineWriter::Sink sinkOf(const std::shared_ptr<Reader>& reader)
    {
        return [reader](std::string_view bytes) -> StreamWrite {
            std::unique_lock lock(reader->mutex);
            reader->isHeld = !reader->reads;
            reader->changed.wait(lock, [&] { return reader->reads; });
            if (reader->error != 0) {
                return {0, reader->error};
            }
            const auto some = bytes.substr(0, reader->mostAtOnce);
            reader->text += some;
            return {some.size(), 0};
        };
    }
};

bool never()
{
    return false;
}

std::string leftOut(std::uint64_t lines)
{
    return "left out " + std::to_string(lines);
}

} // namespace

class TestLineWriterThreads : public QObject
{
    Q_OBJECT

private slots:
    void everyLineComesOutInOrder()
    {
        const auto reader = std::make_shared<Reader>();
        reader->mostAtOnce = 7; // a pipe that takes little at a time
        LineWriter writer(Reader::sinkOf(reader));
        QStringList expected;
        for (int i = 0; i < 5'000; ++i) {
            writer.put(i % 3 == 0 ? LineWeight::Kept : LineWeight::Usual, std::to_string(i));
            expected.push_back(QString::number(i));
        }
        QVERIFY(writer.finish(never, seconds(1)));
        QCOMPARE(reader->lines(), expected);
        QCOMPARE(writer.leftOut(), std::uint64_t{0});
    }

    // S26, S27: nobody reads. Nothing waits, memory is bounded, the slowness is said once; orders outlast the rest;
    // what is missing is counted where it is missing, and the end is always there.
    void aReaderThatDoesNotReadHoldsNobodyUp()
    {
        const auto reader = std::make_shared<Reader>();
        reader->set(false);
        std::atomic<int> slow{0};
        LineWriterOptions options;
        options.usualBytes = 100 * 100; // a hundred lines of 36 characters, and what each costs beside
        options.mostBytes = 200 * 100;
        options.leftOutLine = leftOut;
        options.isSlow = [&slow] { ++slow; };
        LineWriter writer(Reader::sinkOf(reader), options);
        writer.put(LineWeight::Usual, "first");
        QTRY_VERIFY(reader->isHeld);
        std::size_t usual = 0, kept = 0;
        for (int i = 0; i < 1'000; ++i) {
            writer.put(LineWeight::Usual, std::string(36, 'u'));
        }
        QVERIFY(writer.isBehind());
        const auto usualLost = writer.leftOut();
        QCOMPARE(usualLost, std::uint64_t{900});
        for (int i = 0; i < 1'000; ++i) {
            writer.put(LineWeight::Kept, std::string(36, 'k'));
        }
        QCOMPARE(slow.load(), 1);
        writer.put(LineWeight::Last, "the end");

        reader->set(true);
        QVERIFY(writer.finish(never, seconds(1)));

        const auto lines = reader->lines();
        std::uint64_t told = 0;
        for (const auto& line : lines) {
            usual += line.startsWith('u') ? 1U : 0U;
            kept += line.startsWith('k') ? 1U : 0U;
            told += line.startsWith("left out ") ? line.mid(9).toULongLong() : 0;
        }
        QCOMPARE(usual, std::size_t{100});
        QCOMPARE(kept, std::size_t{99}); // one place is for the line that says what was left out
        QCOMPARE(told, writer.leftOut());
        QCOMPARE(std::uint64_t{usual + kept} + told, std::uint64_t{2'000});
        QCOMPARE(lines.last(), QStringLiteral("the end"));
        QCOMPARE(lines.first(), QStringLiteral("first"));
    }

    // Of summaries that wait only the newest says anything; everything else stands where it stood.
    void ofSummariesOnlyTheNewestWaits()
    {
        SeededRandom random{3};
        for (int draw = 0; draw < 200; ++draw) {
            const auto reader = std::make_shared<Reader>();
            reader->set(false);
            LineWriter writer(Reader::sinkOf(reader));
            QStringList expected{"first"};
            writer.put(LineWeight::Usual, "first");
            std::this_thread::yield();
            QString newest;
            qsizetype place = 0;
            const auto count = 1 + random.below(30);
            for (std::uint64_t i = 0; i < count; ++i) {
                const auto text = std::to_string(i);
                if (random.below(2) == 0) {
                    if (!newest.isEmpty()) {
                        expected.removeAt(place);
                    }
                    newest = "live " + QString::fromStdString(text);
                    place = expected.size();
                    expected.push_back(newest);
                    writer.put(LineWeight::Newest, newest.toStdString());
                } else {
                    expected.push_back(QString::fromStdString(text));
                    writer.put(LineWeight::Kept, text);
                }
            }
            reader->set(true);
            QVERIFY(writer.finish(never, seconds(1)));
            // The thread may have had the first lines in its hands already: those are written as they were.
            const auto lines = reader->lines();
            QVERIFY(lines.size() >= expected.size());
            QCOMPARE(lines.last(), expected.last());
            for (const auto& line : expected) {
                QCOMPARE(lines.count(line), 1);
            }
        }
    }

    // F69: after a signal the end waits for the reader, but not for ever.
    void theEndIsBoundedOnceItIsHurried()
    {
        const auto reader = std::make_shared<Reader>();
        reader->set(false);
        {
            LineWriter writer(Reader::sinkOf(reader));
            writer.put(LineWeight::Kept, "a line");
            std::atomic<bool> isHurried{false};
            std::thread signal([&isHurried] { isHurried = true; });
            QVERIFY(!writer.finish([&isHurried] { return isHurried.load(); }, milliseconds(50)));
            signal.join();
        }
        reader->set(true); // its thread goes on by itself and finds that it is not wanted any more
        QTRY_COMPARE(reader->lines(), QStringList{"a line"});
    }

    void aStreamThatTakesNothingMoreIsLeftAlone()
    {
        const auto reader = std::make_shared<Reader>();
        reader->error = EPIPE;
        LineWriter writer(Reader::sinkOf(reader));
        writer.put(LineWeight::Kept, "a line");
        QVERIFY(writer.finish(never, seconds(1)));
        QCOMPARE(writer.error(), EPIPE);
        writer.put(LineWeight::Kept, "another");
        QVERIFY(!writer.isBehind());
        QVERIFY(writer.finish(never, seconds(1)));
        QVERIFY(reader->lines().isEmpty());
    }

    // A session without a pace waits for its reader, and obeys meanwhile.
    void aSessionThatWaitsForItsReaderIsReached()
    {
        StopFlag stop;
        std::atomic<bool> isBehind{true};
        std::atomic<int> idles{0}, early{0}, passed{0};
        ReaderPacer pacer(
            stop, [&] { return isBehind.load(); }, [&] { ++idles; });
        std::thread session([&] {
            while (pacer.waitFor(Timestamp{})) {
                ++(pacer.isEarly() ? early : passed);
            }
        });
        QTRY_VERIFY(idles > 0);
        QCOMPARE(passed.load(), 0);
        pacer.interrupt();
        QTRY_COMPARE(early.load(), 1);
        QCOMPARE(passed.load(), 0);
        isBehind = false;
        QTRY_VERIFY(passed > 0);
        isBehind = true;
        stop.requestStop();
        pacer.wake();
        session.join();
    }
};

QTEST_APPLESS_MAIN(TestLineWriterThreads)
#include "tst_line_writer_threads.moc"
