// needs: desk/driver

#include "core/host/simulate/checks/record_fault.h"

#include "core/desk/driver/recovery.h"
#include "core/desk/journal/recovery.h"
#include "core/desk/journal/writer.h"
#include "tests/support/journal_kit.h"
#include "tests/support/memory_folder.h"
#include "tests/support/test_desk.h"

#include <QTest>

#include <algorithm>

using namespace omni;
using namespace omni::simulate;
using namespace omni::test;

namespace {

/// What a desk has written down of a position with its stop, synced as a whole.
struct Recorded {
    tests::MemoryFolder folder;
    TestDesk desk;
    Recorded()
    {
        const auto recovery = journal::recover(folder);
        auto writer = journal::Writer::open(folder, recovery->of(journal::Stream::Journal).end);
        desk.recorded = [&](const journal::Record& record) {
            if (!writer->append(record)) {
                qFatal("a record could not be appended");
            }
        };
        desk.open();
        desk.arm(risk::Mode::Manual);
        desk.longWithStop();
        if (!writer->commit(true)) {
            qFatal("the records could not be written");
        }
        desk.recorded = nullptr;
    }
    [[nodiscard]] int broken() const
    {
        const auto fault = faultOfRecord(folder, 1);
        return fault ? fault->invariant.number : 0;
    }
};

} // namespace

class TestRecordFault : public QObject
{
    Q_OBJECT

private slots:
    void anEmptyFolderHasNoFault()
    {
        const tests::MemoryFolder folder;
        QVERIFY(!faultOfRecord(folder, 1));
    }
    void aJournalWithACheckpointOfItsOwnPasses()
    {
        Recorded r;
        QCOMPARE(r.broken(), 0);
        QVERIFY(driver::writeDeskCheckpoint(r.folder, r.desk.state(), r.desk.stamp.seq, r.desk.stamp.wall));
        QCOMPARE(r.broken(), 0);
    }
    void aCheckpointThatSaysSomethingElseIsCaught()
    {
        Recorded r;
        auto state = engine::DeskState(r.desk.state());
        ++state.counters.notes;
        QVERIFY(driver::writeDeskCheckpoint(r.folder, state, r.desk.stamp.seq, r.desk.stamp.wall));
        QCOMPARE(r.broken(), 22);
    }
    void aCheckpointUnderAnotherNumberIsCaught()
    {
        Recorded r;
        QVERIFY(driver::writeDeskCheckpoint(r.folder, r.desk.state(), Sequence{2}, r.desk.stamp.wall));
        QCOMPARE(r.broken(), 22);
    }
    // A sector that the disk never took, with whole records behind it: a loss of power explains that, nothing else.
    void aHoleInWhatWasNeverSyncedIsNoFaultAfterALossOfPower()
    {
        for (const bool isPromised : {false, true}) {
            tests::MemoryFolder folder;
            auto writer = tests::writerIn(folder);
            QVERIFY(writer && tests::writeEach(*writer, 1, 10));
            const auto names = folder.names();
            QVERIFY(names);
            const auto name = std::find_if(names->begin(), names->end(),
                                           [](const std::string& one) { return one.starts_with("journal-"); });
            QVERIFY(name != names->end());
            const std::size_t promised = folder.bytesOf(*name).size();
            for (std::uint64_t n = 11; n <= 20; ++n) {
                QVERIFY(writer->append(tests::borrowed(tests::recordNumber(n))));
            }
            QVERIFY(writer->commit(false));
            auto& bytes = folder.bytesOf(*name);
            QVERIFY(bytes.size() > promised + 10);
            bytes[isPromised ? promised / 2 : promised + 8] ^= std::byte{1};
            const auto whole = faultOfRecord(folder, 1, Ended::WithAllWritten);
            const auto torn = faultOfRecord(folder, 1, Ended::WithoutPower);
            QCOMPARE(whole ? whole->invariant.number : 0, 20);
            // The records mean nothing to a desk: behind the exemption the next question fails.
            QCOMPARE(torn ? torn->invariant.number : 0, isPromised ? 20 : 22);
        }
    }
    void damageInTheMiddleIsCaught()
    {
        Recorded r;
        const auto names = r.folder.names();
        QVERIFY(names);
        for (const std::string& name : *names) {
            if (name.starts_with("journal-")) {
                const auto whole = r.folder.read(name);
                QVERIFY(whole);
                std::vector<std::byte> bytes((*whole)->bytes().begin(), (*whole)->bytes().end());
                bytes[20] ^= std::byte{1}; // of the header
                QVERIFY(r.folder.replace(name, bytes));
            }
        }
        QCOMPARE(r.broken(), 20);
    }
};

QTEST_APPLESS_MAIN(TestRecordFault)
#include "tst_record_fault.moc"
