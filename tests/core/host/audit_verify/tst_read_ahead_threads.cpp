// needs: edge/security/audit
//
// Files read and proven ahead on several threads are judged exactly as one after the other (V25, V27).

#include "core/base/seeded_random.h"
#include "core/host/audit_verify/folder_check.h"
#include "core/host/audit_verify/read_ahead.h"
#include "tests/support/audit_kit.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace omni;
using namespace omni::audit_verify;
using namespace omni::tests;

namespace {

constexpr std::uint64_t entries = 300; // thirty segments: more than the threads have places for

void writeOut(const MemoryFolder& from, const QString& to)
{
    for (const auto& [name, file] : from.files) {
        QFile out(to + '/' + QString::fromStdString(name));
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(reinterpret_cast<const char*>(file->bytes.data()), static_cast<qint64>(file->bytes.size()));
    }
}

Question withKey(bool hasKey)
{
    Question question;
    if (hasKey) {
        question.key = verifyKeyOf(1);
    }
    return question;
}

} // namespace

class TestReadAhead : public QObject
{
    Q_OBJECT

    AuditBench m_bench;

private slots:
    void initTestCase()
    {
        QVERIFY(startProofs());
        auto writer = m_bench.begin();
        QVERIFY(writer.has_value());
        writeEntries(*writer, entries);
        QVERIFY(writer->end(auditMoment(9)).has_value());
    }

    void aSoundRecordIsGoodHoweverManyThreadsThereAre()
    {
        const QTemporaryDir place;
        writeOut(m_bench.folder, place.path());
        std::vector<std::uint32_t> numbers;
        for (std::uint32_t i = 1; i <= m_bench.folder.files.size(); ++i) {
            numbers.push_back(i);
        }
        QVERIFY(numbers.size() > 25);
        const std::filesystem::path folder = place.path().toStdString();
        for (const unsigned threads : {1U, 2U, 3U, 16U}) {
            ChainCheck check(withKey(true));
            ReadAhead ahead(folder, numbers, verifyKeyOf(1), threads);
            for (const auto number : numbers) {
                const auto& segment = ahead.next();
                QCOMPARE(segment.how, Reading::Whole);
                QVERIFY(!segment.proofs.empty());
                QVERIFY(check.take(number, segment.bytes, segment.proofs));
            }
            const auto verdict = check.verdict();
            QCOMPARE(nameOf(verdict), std::string("good"));
            QCOMPARE(verdict.provenFrom, std::uint64_t{1});
        }
    }

    // Each of 120 seeded changes of one byte, with and without the key: the same words and the same number.
    void aChangedByteIsJudgedAsWithoutThem()
    {
        SeededRandom random(25);
        int tampered = 0;
        for (int i = 0; i < 120; ++i) {
            MemoryFolder folder = m_bench.folder.copy();
            auto at = folder.files.begin();
            std::advance(at, static_cast<std::ptrdiff_t>(random.below(folder.files.size())));
            auto& bytes = at->second->bytes;
            bytes[random.below(bytes.size())] ^= std::byte{static_cast<std::uint8_t>(1 + random.below(255))};
            const QTemporaryDir place;
            writeOut(folder, place.path());
            const bool hasKey = i % 2 == 0;
            const auto alone = judged(folder, withKey(hasKey));
            const auto ahead = checkFolder(place.path().toStdString(), withKey(hasKey)).verdict;
            QCOMPARE(nameOf(ahead), nameOf(alone));
            QCOMPARE(ahead.records, alone.records);
            tampered += ahead.judgement == Judgement::Tampered ? 1 : 0;
        }
        QVERIFY(tampered > 100);
    }

    // All hashes made anew without the key: only the MACs show it, and those are made ahead, too.
    void anotherKeysRecordIsFoundByItsFirstRecord()
    {
        const QTemporaryDir place;
        writeOut(m_bench.folder, place.path());
        auto question = withKey(true);
        question.key->key.fill(7);
        const auto verdict = checkFolder(place.path().toStdString(), std::move(question)).verdict;
        QCOMPARE(verdict.judgement, Judgement::Tampered);
        QCOMPARE(verdict.firstBad, std::uint64_t{1});
    }

    // Whoever has seen enough need not wait for the rest.
    void itEndsInTheMiddle()
    {
        const QTemporaryDir place;
        writeOut(m_bench.folder, place.path());
        std::vector<std::uint32_t> numbers;
        for (std::uint32_t i = 1; i <= m_bench.folder.files.size(); ++i) {
            numbers.push_back(i);
        }
        const std::filesystem::path folder = place.path().toStdString();
        for (std::size_t taken = 0; taken < 6; ++taken) {
            ReadAhead ahead(folder, numbers, std::nullopt, 4);
            for (std::size_t i = 0; i < taken; ++i) {
                QCOMPARE(ahead.next().how, Reading::Whole);
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestReadAhead)
#include "tst_read_ahead_threads.moc"
