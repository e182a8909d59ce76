// needs: desk/driver desk/sim
#include "core/host/runtime/export/export_journal.h"
#include "tests/support/journal_kit.h"
#include "tests/support/recorded_session.h"

#include <QTest>

#include <string>
#include <vector>

using namespace omni;
using namespace omni::test;
using namespace omni::tests;

namespace {

std::vector<std::string> linesOf(const ports::LogFolder& folder)
{
    std::vector<std::string> lines;
    const auto told = runtime::exportJournal(folder, [&lines](const runtime::RecordLine& line) {
        lines.push_back(line.toJson());
        return true;
    });
    if (!told) {
        lines.push_back(told.error().detail);
    }
    return lines;
}

/// The records of a session as a disk leaves them that fails behind the first `kept`: from there on, and the last
/// `twice` in front of it once more, they are in the reserve.
MemoryFolder failedAfter(const std::vector<OwnedRecord>& records, std::size_t kept, std::size_t twice)
{
    MemoryFolder folder;
    auto journal = writerIn(folder);
    auto late = journal::Writer::open(folder, {.stream = journal::Stream::Emergency});
    for (std::size_t i = 0; i < records.size(); ++i) {
        if (i < kept) {
            static_cast<void>(journal->append(borrowed(records[i])));
        }
        if (i + twice >= kept) {
            static_cast<void>(late->append(borrowed(records[i])));
        }
    }
    static_cast<void>(journal->commit(true));
    static_cast<void>(late->commit(true));
    return folder;
}

} // namespace

class TestExportJournal : public QObject
{
    Q_OBJECT

private slots:
    // F4, F5, S23: an order that was planned when the journal had failed is told like any other.
    void tellsWhatTheReserveTookAfterTheJournalHadFailed()
    {
        MemoryFolder whole;
        auto feed = aHill();
        record(whole, feed, aTypicalSetup(), false);
        const auto lines = linesOf(whole);
        const auto records = recordsIn(whole);
        QVERIFY(lines.size() > 10 && records.size() > 20);

        for (std::size_t kept = 1; kept < records.size(); ++kept) {
            for (const std::size_t twice : {std::size_t{0}, std::size_t{3}}) {
                QVERIFY2(linesOf(failedAfter(records, kept, twice)) == lines, qPrintable(QString::number(kept)));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestExportJournal)
#include "tst_export_journal.moc"
