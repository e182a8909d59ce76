// needs: host/audit_verify edge/platform
//
// V26: the program dies at each point of an append. What is durable stays; at most one record is torn, that is told as
// torn and not as tampered, and the next opening cuts it with a note. F1, F4, F5.

#include "core/edge/platform/file_folder.h"
#include "core/edge/security/audit/folder_key_store.h"
#include "core/host/audit_verify/folder_check.h"
#include "tests/support/audit_kit.h"

#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <filesystem>
#include <random>

#ifndef _WIN32
#include <sys/wait.h>
#include <unistd.h>
#endif

using namespace omni;
using namespace omni::audit;
using namespace omni::tests;

namespace {

/// A life that goes through two segments' ends and an end in order. Stops at the first failure, as a host does; gives
/// the last record that it was told is durable.
std::uint64_t live(AuditBench& bench, bool isFirst)
{
    auto writer = isFirst ? bench.begin(shortSegments(4)) : bench.open(1, shortSegments(4));
    if (!writer) {
        return 0;
    }
    for (int i = 0; i < 7; ++i) {
        if (!writer->append(auditEntry(writer->last() + 1), auditMoment(2)) || !writer->commit()) {
            return writer->durableHead().records;
        }
    }
    static_cast<void>(writer->end(auditMoment(3)));
    return writer->durableHead().records;
}

enum class Call { Append, Sync, Replace, KeySave, KeySaved };

} // namespace

class TestAuditCrash : public QObject
{
    Q_OBJECT

private slots:
    void aWriteThatIsCutOffAtAnyByteIsTornAndNotTampered()
    {
        AuditBench whole;
        auto writer = whole.begin();
        writeEntries(*writer, 3);
        const std::string name = auditSegmentName(1);
        const auto before = whole.folder.bytesOf(name).size();
        writeEntries(*writer, 1);
        const auto after = whole.folder.bytesOf(name).size();

        for (auto size = before + 1; size < after; ++size) {
            AuditBench cut = whole;
            cut.folder = whole.folder.copy();
            cut.folder.bytesOf(name).resize(size);
            const auto torn = judged(cut);
            QCOMPARE(nameOf(torn), std::string("good"));
            QCOMPARE(torn.records, std::uint64_t{4});
            QCOMPARE(torn.tornBytes, std::uint64_t{size - before});

            auto next = cut.open(5);
            QVERIFY(next.has_value());
            writeEntries(*next, 2);

            QCOMPARE(cut.folder.bytesOf(name).size(), before);
            const auto mended = judged(cut);
            QCOMPARE(nameOf(mended), std::string("good"));
            QCOMPARE(mended.records, std::uint64_t{8}); // 4, the note, the opening, 2
            QVERIFY(textIn(cut.folder).find(cutAction) != std::string::npos);
            QVERIFY(textIn(cut.folder).find("1/" + std::to_string(before) + "/" + std::to_string(size - before))
                    != std::string::npos);
        }
    }

    void deathBetweenTheNoteAndTheCutIsFinishedByTheNextOpening()
    {
        AuditBench bench;
        auto writer = bench.begin();
        writeEntries(*writer, 3);
        auto& bytes = bench.folder.bytesOf(auditSegmentName(1));
        const Bytes torn(bytes.begin(), bytes.end() - 20);
        bytes = torn;
        QVERIFY(bench.open(5));
        bench.folder.bytesOf(auditSegmentName(1)) = torn; // as if the cut had not reached the disk

        QCOMPARE(nameOf(judged(bench)), std::string("good"));
        QVERIFY(bench.open(6));
        QVERIFY(bench.folder.bytesOf(auditSegmentName(1)).size() < torn.size());
        QCOMPARE(nameOf(judged(bench)), std::string("good"));

        // Bytes that the note does not tell of are no torn write.
        auto& changed = bench.folder.bytesOf(auditSegmentName(1));
        changed.insert(changed.end(), 5, std::byte{1});
        QCOMPARE(nameOf(judged(bench)).substr(0, 8), std::string("tampered"));
    }

    void deathAtEachCallLosesNothingThatWasDurable()
    {
        int fired = 0;
        for (const auto call : {Call::Append, Call::Sync, Call::Replace, Call::KeySave, Call::KeySaved}) {
            for (const bool isShort : {false, true}) {
                for (int at = 1; at < 30; ++at) {
                    AuditBench bench;
                    const std::uint64_t first = live(bench, true);
                    auto& plan = bench.folder.plan;
                    const auto count = bench.folder.counters;
                    const auto nth = static_cast<std::uint64_t>(at);
                    plan.isShortWrite = isShort;
                    plan.failAppendAt = call == Call::Append ? count.appends + nth : 0;
                    plan.failSyncAt = call == Call::Sync ? count.syncs + nth : 0;
                    plan.failReplaceAt = call == Call::Replace ? count.replaces + nth : 0;
                    const bool isKey = call == Call::KeySave || call == Call::KeySaved;
                    bench.keys.failAt = isKey ? bench.keys.saves + at : 0;
                    bench.keys.savesAllTheSame = call == Call::KeySaved;
                    const auto saves = bench.keys.saves;
                    const std::uint64_t second = std::max(first, live(bench, false));
                    if (bench.folder.counters.faults == 0 && (!isKey || bench.keys.saves < saves + at)) {
                        break; // the life is over before this call
                    }
                    fired += 1;
                    plan = {};
                    bench.keys.failAt = 0;

                    const auto dead = judged(bench);
                    QCOMPARE(nameOf(dead), std::string("good"));
                    QVERIFY(dead.records >= second);
                    const std::uint64_t third = live(bench, false);
                    QVERIFY(third > second);
                    const auto next = judged(bench);
                    QCOMPARE(nameOf(next), std::string("good"));
                    QCOMPARE(next.records, third);
                    QVERIFY(next.isClosed);
                }
            }
        }
        QVERIFY2(fired > 40, std::to_string(fired).c_str());
    }

    void aPowerCutLeavesARecordThatOpens()
    {
        int torn = 0;
        for (std::uint64_t seed = 0; seed < 300; ++seed) {
            AuditBench bench;
            auto writer = bench.begin(shortSegments(1000));
            writeEntries(*writer, 3 + seed % 5);
            // One append that the disk had not finished: the first bytes of it are there, or zeros.
            bench.folder.plan.failSyncAt = bench.folder.counters.syncs + 1;
            static_cast<void>(writer->append(auditEntry(99), auditMoment(2)));
            QVERIFY(!writer->commit());
            auto& bytes = bench.folder.bytesOf(auditSegmentName(1));
            const auto size = bytes.size();
            const std::size_t record = 192 + 30;
            std::mt19937_64 random{seed};
            const std::size_t from = size - 1 - random() % record;
            if (seed % 2 == 0) {
                const std::size_t sector = (from + 511) / 512 * 512;
                std::fill(bytes.begin() + static_cast<std::ptrdiff_t>(std::min(sector, size)), bytes.end(),
                          std::byte{0});
            } else {
                bytes.resize(from);
            }
            const auto dead = judged(bench);
            QCOMPARE(nameOf(dead), std::string("good"));
            torn += dead.tornBytes > 0 ? 1 : 0;

            QVERIFY(bench.open(5).has_value());
            QCOMPARE(nameOf(judged(bench)), std::string("good"));
        }
        QVERIFY(torn > 150);
    }

    void aFailedWriterRefusesForGoodAndAFullDiskIsNoDamage()
    {
        AuditBench bench;
        auto writer = bench.begin(shortSegments(1000));
        bench.folder.plan.capacity = 3000;
        std::uint64_t last = 0;
        while (!writer->failed()) {
            last = writer->durableHead().records;
            writeEntries(*writer, 1);
        }
        QCOMPARE(writer->failed()->code, Errc::Full);
        QVERIFY(bench.folder.counters.faults > 0);
        bench.folder.plan = {};
        QVERIFY(!writer->append(auditEntry(1), auditMoment(1)));

        QVERIFY(bench.open(5).has_value());
        const auto verdict = judged(bench);
        QCOMPARE(nameOf(verdict), std::string("good"));
        QVERIFY(verdict.records >= last);
    }

#ifndef _WIN32
    void aProcessThatIsKilledLeavesWhatItPromised()
    {
        const QTemporaryDir place;
        const std::filesystem::path root = place.path().toStdString();
        std::filesystem::create_directory(root / "keys");
        std::filesystem::permissions(root, std::filesystem::perms::owner_all);
        std::filesystem::permissions(root / "keys", std::filesystem::perms::owner_all);
        std::mt19937_64 random{26};
        int killed = 0;
        for (int life = 0; life < 12; ++life) {
            int ends[2] = {};
            QCOMPARE(::pipe(ends), 0);
            const pid_t child = ::fork();
            if (child == 0) {
                const auto folder = platform::FileFolder::open(root / "audit", platform::FileFolder::Access::ReadWrite);
                const auto keyFolder
                    = platform::FileFolder::open(root / "keys", platform::FileFolder::Access::ReadWrite);
                FolderKeyStore keys(**keyFolder);
                auto writer = AuditWriter::open(**folder, keys, auditMoment(0), shortSegments(8));
                if (!writer) {
                    writer = AuditWriter::begin(**folder, keys, firstAuditKey(), auditMoment(0), shortSegments(8));
                }
                while (writer && writer->append(auditEntry(1), auditMoment(1)) && writer->commit()) {
                    const std::uint64_t durable = writer->durableHead().records;
                    if (::write(ends[1], &durable, sizeof durable) < 0) {
                        break;
                    }
                }
                ::_exit(1);
            }
            QVERIFY(child > 0);
            std::uint64_t promised = 0;
            const auto wanted = 1 + random() % 40;
            for (std::uint64_t i = 0; i < wanted; ++i) {
                QCOMPARE(::read(ends[0], &promised, sizeof promised), ssize_t{sizeof promised});
            }
            ::kill(child, SIGKILL);
            int status = 0;
            QCOMPARE(::waitpid(child, &status, 0), child);
            killed += WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL ? 1 : 0;
            ::close(ends[0]);
            ::close(ends[1]);

            audit_verify::Question question;
            question.key = verifyKeyOf(1);
            const auto found = audit_verify::checkFolder(root, question).verdict;
            QCOMPARE(nameOf(found), std::string("good"));
            QVERIFY(found.records >= promised);
        }
        QCOMPARE(killed, 12);
    }
#endif
};

QTEST_APPLESS_MAIN(TestAuditCrash)
#include "tst_audit_crash.moc"
