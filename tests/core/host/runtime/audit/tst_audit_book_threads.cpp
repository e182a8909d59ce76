// needs: host/runtime host/audit_verify edge/platform
//
// The audit record of a profile: begun, opened again, refused when it does not fit, set aside by a person.

#include "core/edge/platform/system_clock.h"
#include "core/host/audit_verify/anchor_file.h"
#include "core/host/audit_verify/folder_check.h"
#include "core/host/runtime/audit/audit_book.h"
#include "tests/support/profile_folders.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

using namespace omni;
using namespace omni::runtime;

namespace {

audit::AuditEntry entryOf(std::string action)
{
    audit::AuditEntry entry;
    entry.actor.name = "owner";
    entry.action = std::move(action);
    entry.outcome = audit::AuditOutcome::Begun;
    return entry;
}

struct Told {
    std::vector<std::string> notes;
    Reporter reporter{{}, [this](const std::string& text) { notes.push_back(text); }};
    [[nodiscard]] bool has(std::string_view words) const
    {
        return std::ranges::any_of(notes, [words](const auto& note) { return note.find(words) != std::string::npos; });
    }
};

audit_verify::Verdict judged(const LockedProfile& profile, std::optional<audit_verify::KeyFile> key = {})
{
    audit_verify::Question question;
    question.key = std::move(key);
    return audit_verify::checkFolder(profile.path, std::move(question)).verdict;
}

} // namespace

class TestAuditBook : public QObject
{
    Q_OBJECT

    test::ProfileFolders m_folders;
    platform::SystemClock m_clock;

private slots:
    void initTestCase()
    {
        QVERIFY(audit_verify::startProofs());
    }

    void aNewRecordGivesItsKeyOutOnceAndKeepsNone()
    {
        const auto profile = lockProfile(m_folders.make());
        QVERIFY(profile.has_value());
        QVERIFY(!hasAuditRecord(*profile));
        std::vector<std::string> given;
        AuditWish wish;
        wish.giveKey = [&given](const platform::SecretBytes& text) -> Result<void> {
            const auto bytes = text.exposed();
            given.emplace_back(reinterpret_cast<const char*>(bytes.data()), bytes.size());
            return {};
        };
        for (int start = 0; start < 2; ++start) {
            Told told;
            auto book = AuditBook::open(*profile, m_clock, told.reporter, wish);
            QVERIFY(book.has_value());
            QVERIFY((*book)->keep(entryOf("order.submit")).has_value());
            QVERIFY((*book)->end().has_value());
            QVERIFY(told.notes.empty());
        }
        QCOMPARE(given.size(), std::size_t{1});
        const auto verdict = judged(*profile, audit_verify::keyFromText(given[0]));
        QCOMPARE(verdict.judgement, audit_verify::Judgement::Good);
        QCOMPARE(verdict.provenFrom, std::uint64_t{1});
        QCOMPARE(verdict.records, std::uint64_t{6});
        QVERIFY(verdict.isClosed);
    }

    void aKeyThatReachesNobodyBeginsNoRecord()
    {
        const auto profile = lockProfile(m_folders.make());
        AuditWish wish;
        wish.giveKey = [](const platform::SecretBytes&) -> Result<void> {
            return failure(Errc::Unavailable, "the stick is full");
        };
        const auto book = AuditBook::open(*profile, m_clock, {}, wish);
        QVERIFY(!book.has_value());
        QVERIFY(!hasAuditRecord(*profile));
        Told told;
        QVERIFY(AuditBook::open(*profile, m_clock, told.reporter).has_value());
        QVERIFY(told.has("nobody holds its verify key"));
    }

    // Many at once, each on the disk when it is told so.
    void entriesOfManyThreadsAreAllThere()
    {
        const auto profile = lockProfile(m_folders.make());
        auto book = AuditBook::open(*profile, m_clock, {});
        QVERIFY(book.has_value());
        std::vector<std::thread> threads;
        std::atomic<int> kept{0};
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&] {
                for (int each = 0; each < 300; ++each) {
                    kept += (*book)->note(entryOf("order.cancel")) ? 1 : 0;
                }
            });
        }
        for (auto& thread : threads) {
            thread.join();
        }
        QVERIFY((*book)->makeDurable().has_value());
        QCOMPARE(kept.load(), 1'200);
        QCOMPARE((*book)->log().head().records, std::uint64_t{1'201});
        QVERIFY((*book)->end().has_value());
        QCOMPARE(judged(*profile).judgement, audit_verify::Judgement::Good);
    }

    // A disk that hangs: the engine hands over what it has decided and never waits (F5, S21). What is to leave is
    // refused first; a record that lacks something keeps the gate closed for good.
    void aDiskThatHangsHoldsNobodyUpWhoHasDecided()
    {
        const auto profile = lockProfile(m_folders.make());
        std::mutex disk;
        std::unique_lock hangs(disk);
        AuditWish wish;
        std::atomic<bool> isHanging{false};
        wish.moved = [&] {
            isHanging = true;
            const std::lock_guard waits(disk);
        };
        auto book = AuditBook::open(*profile, m_clock, {}, std::move(wish));
        QVERIFY(book.has_value());
        QVERIFY((*book)->note(entryOf("order.cancel")));
        QTRY_VERIFY(isHanging);
        std::size_t taken = 0;
        while ((*book)->note(entryOf("order.cancel"))) {
            ++taken;
        }
        QCOMPARE(taken, std::size_t{4'096});
        for (int i = 0; i < 4'096; ++i) {
            (*book)->noteDecided(entryOf("kill.set"));
        }
        QVERIFY(!(*book)->hasFailed());
        QVERIFY(!(*book)->note(entryOf("order.submit")));

        (*book)->noteDecided(entryOf("kill.set"));

        QVERIFY((*book)->hasFailed());
        QVERIFY((*book)->failure().has_value());
        hangs.unlock();
        QVERIFY((*book)->end().has_value());
        QVERIFY((*book)->hasFailed());
        QCOMPARE(judged(*profile).judgement, audit_verify::Judgement::Good);
    }

    // A record whose newest part was taken away (F16) or changed begins nothing new in silence.
    void whatDoesNotFitIsRefusedUntilAPersonSetsItAside()
    {
        for (const bool isGone : {false, true}) {
            const auto profile = lockProfile(m_folders.make());
            for (int start = 0; start < 2; ++start) {
                auto book = AuditBook::open(*profile, m_clock, {});
                QVERIFY(book.has_value() && (*book)->end().has_value());
            }
            const auto last = profile->path / "audit" / "audit-0000000002.oma";
            if (isGone) {
                QVERIFY(std::filesystem::remove(last));
            } else {
                std::fstream file(last, std::ios::binary | std::ios::in | std::ios::out);
                file.seekp(120);
                file.put('\x7F');
            }
            const auto refused = AuditBook::open(*profile, m_clock, {});
            QVERIFY(!refused.has_value());
            QCOMPARE(refused.error().kind, FailureKind::BadInput);
            QVERIFY(refused.error().hint.find("omnitrade audit renew") != std::string::npos);
            QVERIFY(std::filesystem::exists(profile->path / "audit" / "audit-0000000001.oma"));

            const auto aside = setAsideAudit(*profile, m_clock.wall());
            QVERIFY(aside.has_value());
            QVERIFY(std::filesystem::exists(profile->path / *aside / "audit-0000000001.oma"));
            QVERIFY(std::filesystem::exists(profile->path / *aside / "audit-key"));
            QVERIFY(!std::filesystem::exists(profile->path / "audit-key"));
            auto book = AuditBook::open(*profile, m_clock, {});
            QVERIFY(book.has_value() && (*book)->end().has_value());
            QCOMPARE(judged(*profile).judgement, audit_verify::Judgement::Good);
        }
    }

    void thereMustBeSomethingToSetAside()
    {
        const auto profile = lockProfile(m_folders.make());
        const auto aside = setAsideAudit(*profile, m_clock.wall());
        QVERIFY(!aside.has_value());
        QCOMPARE(aside.error().kind, FailureKind::Refused);
    }

    // V26: as a crash leaves it.
    void aTornEndIsToldAndGoneOnFrom()
    {
        const auto profile = lockProfile(m_folders.make());
        {
            auto book = AuditBook::open(*profile, m_clock, {});
            QVERIFY(book.has_value());
            QVERIFY((*book)->keep(entryOf("order.submit")).has_value());
        }
        const auto first = profile->path / "audit" / "audit-0000000001.oma";
        std::filesystem::resize_file(first, std::filesystem::file_size(first) - 40);
        Told told;
        auto book = AuditBook::open(*profile, m_clock, told.reporter);
        QVERIFY(book.has_value());
        QVERIFY(told.has("torn by a crash"));
        QVERIFY((*book)->end().has_value());
        QCOMPARE(judged(*profile).judgement, audit_verify::Judgement::Good);
    }

    void anEntryOfACommandIsClosedBehindIt()
    {
        const auto profile = lockProfile(m_folders.make());
        QVERIFY(auditOnce(*profile, entryOf("vault.open"), {}).has_value());
        const auto verdict = judged(*profile);
        QCOMPARE(verdict.judgement, audit_verify::Judgement::Good);
        QCOMPARE(verdict.records, std::uint64_t{3});
        QVERIFY(verdict.isClosed);
    }
};

QTEST_GUILESS_MAIN(TestAuditBook)
#include "tst_audit_book_threads.moc"
