// needs: host/runtime host/audit_verify edge/platform
//
// The audit record as the window sees it: by page, by right, verified, exported and anchored beside everything else;
// and one record for the sessions of a program and for what happens between them.

#include "core/edge/platform/system_clock.h"
#include "core/edge/security/audit/audit_format.h"
#include "core/host/audit_verify/anchor_file.h"
#include "core/host/audit_verify/folder_check.h"
#include "core/host/runtime/audit/audit_service.h"
#include "tests/support/profile_folders.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <optional>
#include <sstream>
#include <string>
#include <thread>
#include <tuple>
#include <utility>

using namespace omni;
using namespace omni::runtime;
using views::AuditSight;
using views::AuditTaskState;
using views::AuditVerdict;

namespace {

const AuditedPerson ownerHere{PrincipalId{1}, risk::humanRoles};

audit::AuditEntry entryBy(std::string who, std::string action, std::string object = {})
{
    audit::AuditEntry entry;
    entry.actor.name = std::move(who);
    entry.action = std::move(action);
    entry.object = std::move(object);
    entry.outcome = audit::AuditOutcome::Done;
    return entry;
}

std::string textOf(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

/// A profile with its record, and somebody at the window who may be another one the next time.
struct Bench {
    explicit Bench(const std::filesystem::path& folder)
        : profile(std::move(*lockProfile(folder)))
        , keeper(profile, clock, {})
    {
    }
    platform::SystemClock clock;
    LockedProfile profile;
    AuditKeeper keeper;
    std::mutex mutex;
    AuditedPerson sits = ownerHere;
    std::optional<AuditService> service;

    void start()
    {
        service.emplace(profile.path, keeper, [this] {
            const std::scoped_lock lock(mutex);
            return sits;
        });
    }
    void seat(PrincipalId number, risk::Roles roles)
    {
        const std::scoped_lock lock(mutex);
        sits = {number, roles};
    }
    /// Waits for it, ten seconds at most.
    Result<views::AuditPage> page(const views::AuditQuery& query = {})
    {
        const auto id = service->ask(query);
        AuditAnswer answer{0, views::AuditPage()};
        for (int i = 0; i < 10'000; ++i) {
            if (service->takeAnswer(answer)) {
                return answer.query == id ? answer.page : failure(Errc::Invalid, "another answer");
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        return failure(Errc::TimedOut, "no answer");
    }
    views::AuditTask done(AuditTaskWish wish)
    {
        if (!service->wish(std::move(wish))) {
            return {};
        }
        for (int i = 0; i < 10'000; ++i) {
            if (const auto task = service->task(); task && task->state != AuditTaskState::Running) {
                return *task;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        return {};
    }
    std::size_t count(const std::string& action)
    {
        const auto sat = std::exchange(sits, ownerHere);
        views::AuditQuery query;
        query.kinds = {action};
        const auto found = page(query);
        sits = sat;
        return found ? found->rows.size() : 0;
    }
};

} // namespace

class TestAuditService : public QObject
{
    Q_OBJECT

    test::ProfileFolders m_folders;

private slots:
    void initTestCase()
    {
        QVERIFY(audit_verify::startProofs());
    }

    // Sessions come and go on one record, which is closed when the program ends.
    void oneRecordServesAllSessionsOfAProgram()
    {
        const auto folder = m_folders.make();
        {
            Bench bench(folder);
            QCOMPARE(bench.keeper.records(), std::uint64_t{0});
            QVERIFY(bench.keeper.keep(entryBy("owner", "person.sign_in")).has_value());
            const auto first = bench.keeper.fresh();
            const auto second = bench.keeper.fresh();
            QVERIFY(first.has_value() && second.has_value());
            QVERIFY(*first == *second);
            QVERIFY((*second)->keep(entryBy("owner", "order.submit")).has_value());
            QCOMPARE(bench.keeper.records(), std::uint64_t{3});
        }
        const auto found = audit_verify::checkFolder(folder, {}).verdict;
        QCOMPARE(found.judgement, audit_verify::Judgement::Good);
        QCOMPARE(found.segments, 1U);
        QVERIFY(found.isClosed);
    }

    // F4: a record that has failed takes nothing more in its session; the next start opens it anew.
    void aRecordThatHasFailedIsOpenedAnewByTheNextSession()
    {
        Bench bench(m_folders.make());
        const auto first = bench.keeper.fresh();
        QVERIFY(first.has_value());
        const std::string name = audit::auditSegmentName(1);
        const auto aside = bench.profile.path / "audit-elsewhere";
        std::filesystem::rename(bench.profile.path / "audit", aside);
        std::filesystem::rename(bench.profile.path / "audit-key", bench.profile.path / "key-elsewhere");
        std::filesystem::create_directory(bench.profile.path / "audit-key"); // no key can be kept now
        static_cast<void>((*first)->end());
        std::filesystem::remove(bench.profile.path / "audit-key");
        std::filesystem::rename(bench.profile.path / "key-elsewhere", bench.profile.path / "audit-key");
        std::filesystem::rename(aside, bench.profile.path / "audit");
        QVERIFY((*first)->hasFailed());
        QVERIFY(!bench.keeper.keep(entryBy("owner", "person.lock")).has_value());

        const auto next = bench.keeper.fresh();
        QVERIFY(next.has_value());
        QVERIFY(*next != *first);
        QVERIFY(bench.keeper.keep(entryBy("owner", "person.lock")).has_value());
    }

    void pagesComeNewestFirstAndFollowTheRunningRecord()
    {
        Bench bench(m_folders.make());
        bench.start();
        QCOMPARE(bench.page().error().code, Errc::NotFound);
        for (int i = 1; i <= 25; ++i) {
            QVERIFY(bench.keeper.keep(entryBy("owner", "order.submit", "order " + std::to_string(i))).has_value());
        }
        views::AuditQuery query;
        query.most = 10;
        const auto newest = bench.page(query);
        QVERIFY(newest.has_value());
        QCOMPARE(newest->rows.size(), std::size_t{10});
        QVERIFY(newest->more);
        QCOMPARE(newest->rows.front().object, std::string("order 25"));
        query.below = newest->rows.back().seq;
        QCOMPARE(bench.page(query)->rows.front().object, std::string("order 15"));

        QVERIFY(bench.keeper.keep(entryBy("owner", "kill.pressed", "global")).has_value());
        views::AuditQuery since;
        since.above = newest->rows.front().seq;
        const auto more = bench.page(since);
        QCOMPARE(more->rows.size(), std::size_t{1});
        QVERIFY(!more->more);
        QCOMPARE(more->rows.front().seq, bench.keeper.records());
    }

    // The table of rights (safety 4.4), row "Read audit / verify / export".
    void whoMayReadHowMuchFollowsTheTable_data()
    {
        QTest::addColumn<int>("role");
        QTest::addColumn<int>("sight");
        using risk::Role;
        for (const auto& [name, role, sight] : {std::tuple{"viewer", Role::Viewer, AuditSight::Nothing},
                                                {"auditor", Role::Auditor, AuditSight::All},
                                                {"trader", Role::Trader, AuditSight::Own},
                                                {"strategist", Role::Strategist, AuditSight::Own},
                                                {"risk", Role::Risk, AuditSight::All},
                                                {"admin", Role::Admin, AuditSight::All},
                                                {"service", Role::Service, AuditSight::Nothing},
                                                {"ai", Role::Ai, AuditSight::Nothing}}) {
            QTest::newRow(name) << static_cast<int>(role) << static_cast<int>(sight);
        }
    }
    void whoMayReadHowMuchFollowsTheTable()
    {
        QFETCH(const int, role);
        QFETCH(const int, sight);
        Bench bench(m_folders.make());
        bench.start();
        QVERIFY(bench.keeper.keep(entryBy("owner", "order.submit")).has_value());
        QVERIFY(bench.keeper.keep(entryBy("person:101", "order.cancel")).has_value());
        bench.seat(PrincipalId{101}, risk::Roles::of(static_cast<risk::Role>(role)));
        QCOMPARE(static_cast<int>(bench.service->sight()), sight);

        const auto page = bench.page();
        const auto verified = bench.done(VerifyAudit{});
        const auto file = (bench.profile.path / "out.csv").string();
        const auto exported = bench.done(ExportAudit{file, views::AuditFileForm::Csv, {}});

        const bool isAll = sight == static_cast<int>(AuditSight::All);
        const bool isNothing = sight == static_cast<int>(AuditSight::Nothing);
        QCOMPARE(page.has_value(), !isNothing);
        QCOMPARE(verified.state, isAll ? AuditTaskState::Done : AuditTaskState::Failed);
        QCOMPARE(exported.state, isNothing ? AuditTaskState::Failed : AuditTaskState::Done);
        if (isNothing) {
            QCOMPARE(page.error().code, Errc::Denied);
            QVERIFY(!std::filesystem::exists(file));
        } else if (!isAll) {
            QCOMPARE(page->rows.size(), std::size_t{1});
            QCOMPARE(page->rows.front().action, std::string("order.cancel"));
            QVERIFY(textOf(file).find("order.submit") == std::string::npos);
            views::AuditQuery others;
            others.person = "owner";
            QCOMPARE(bench.page(others).error().code, Errc::Denied);
        } else {
            QCOMPARE(page->rows.size(), std::size_t{3});
        }
    }

    // V15: each denial makes one record, and a window that asks at each frame does not fill the disk.
    void aRefusalIsRecordedOnceForEachWhoTries()
    {
        Bench bench(m_folders.make());
        bench.start();
        bench.seat(PrincipalId{102}, risk::Roles::of(risk::Role::Viewer));
        for (int i = 0; i < 20; ++i) {
            QCOMPARE(bench.page().error().code, Errc::Denied);
        }
        QCOMPARE(bench.done(VerifyAudit{}).state, AuditTaskState::Failed);
        bench.seat(PrincipalId{103}, {});
        QCOMPARE(bench.page().error().code, Errc::Denied);

        QCOMPARE(bench.count("record.read"), std::size_t{2});
        QCOMPARE(bench.count("record.verified"), std::size_t{1});
    }

    void verifyingSaysGoodTamperedCutAndUnreadable()
    {
        const auto folder = m_folders.make();
        const auto anchorFile = folder.parent_path() / (folder.filename().string() + "-anchor");
        {
            Bench bench(folder);
            bench.start();
            for (int i = 0; i < 5; ++i) {
                QVERIFY(bench.keeper.keep(entryBy("owner", "order.submit")).has_value());
            }
            const auto anchor = bench.done(AnchorAudit{anchorFile.string()});
            QCOMPARE(anchor.state, AuditTaskState::Done);
            QCOMPARE(anchor.text, textOf(anchorFile));
            const auto kept = audit_verify::anchorFromText(anchor.text);
            QVERIFY(kept.has_value());
            QCOMPARE(kept->words, anchor.words);

            const auto good = bench.done(VerifyAudit{anchorFile.string(), {}});
            QCOMPARE(good.state, AuditTaskState::Done);
            QCOMPARE(good.verdict, AuditVerdict::Good);
            QCOMPARE(good.anchors, std::uint64_t{1});
            QVERIFY(good.records >= kept->records);
            QCOMPARE(bench.count("record.verified"), std::size_t{2}); // before, and what it came to
            QCOMPARE(bench.done(VerifyAudit{"/nowhere/anchor", {}}).state, AuditTaskState::Failed);
        }
        const auto segment = folder / "audit" / audit::auditSegmentName(1);
        const auto whole = textOf(segment);
        const auto write = [&segment](const std::string& text) {
            std::ofstream(segment, std::ios::binary).write(text.data(), static_cast<std::streamsize>(text.size()));
        };
        const auto judged = [&] {
            const auto again = m_folders.make(); // a window that cannot write to the record judges it all the same
            std::filesystem::remove_all(again / "audit");
            Bench bench(again);
            std::filesystem::create_directories(again);
            std::filesystem::copy(folder / "audit", again / "audit");
            bench.start();
            return bench.done(VerifyAudit{anchorFile.string(), {}});
        };
        auto changed = whole;
        changed[changed.size() / 2] = static_cast<char>(changed[changed.size() / 2] ^ 1);
        write(changed);
        const auto tampered = judged();
        QCOMPARE(tampered.verdict, AuditVerdict::Tampered);
        QVERIFY(tampered.firstBad > 0);

        write(whole.substr(0, 80 + 250)); // behind the first record
        const auto cut = judged();
        QVERIFY(cut.verdict == AuditVerdict::Truncated);
        QVERIFY(cut.firstBad > 0);

        auto newer = whole;
        newer[8] = 9;
        write(newer);
        QCOMPARE(judged().verdict, AuditVerdict::Unreadable);
        write(whole);
        QCOMPARE(judged().verdict, AuditVerdict::Good);
    }

    void aTaskIsGivenUpWhereverItIs()
    {
        Bench bench(m_folders.make());
        bench.start();
        for (int i = 0; i < 3; ++i) {
            QVERIFY(bench.keeper.keep(entryBy("owner", "order.submit")).has_value());
        }
        const auto file = bench.profile.path / "given-up.json";
        QVERIFY(bench.service->wish(ExportAudit{file.string(), views::AuditFileForm::Json, {}}));
        bench.service->giveUp();
        QTRY_VERIFY(bench.service->task()->state != AuditTaskState::Running);
        const bool isGivenUp = bench.service->task()->state == AuditTaskState::GivenUp;
        QCOMPARE(std::filesystem::exists(file), !isGivenUp); // it may have been quicker
        QVERIFY(!std::filesystem::exists(file.string() + ".part"));
    }

    // V31: what a spreadsheet or a script reads is what stands there, and runs nothing.
    void anExportIsReadByOtherPrograms()
    {
        Bench bench(m_folders.make());
        bench.start();
        QVERIFY(bench.keeper.keep(entryBy("owner", "order.submit", "=cmd(\"x\"), 5")).has_value());
        const auto csv = bench.profile.path / "out.csv", json = bench.profile.path / "out.json";
        QCOMPARE(bench.done(ExportAudit{csv.string(), views::AuditFileForm::Csv, {}}).state, AuditTaskState::Done);
        views::AuditQuery query;
        query.kinds = {"order."};
        const auto task = bench.done(ExportAudit{json.string(), views::AuditFileForm::Json, query});

        QCOMPARE(task.records, std::uint64_t{1});
        QVERIFY(textOf(csv).starts_with("seq,at,who,"));
        QVERIFY(textOf(csv).find(",\"'=cmd(\"\"x\"\"), 5\",") != std::string::npos);
        const auto document = QJsonDocument::fromJson(QByteArray::fromStdString(textOf(json)));
        const auto records = document.object().value(QStringLiteral("records")).toArray();
        QCOMPARE(records.size(), 1);
        QCOMPARE(records.at(0).toObject().value(QStringLiteral("object")).toString(), QStringLiteral("=cmd(\"x\"), 5"));
        QCOMPARE(bench.count("record.exported"), std::size_t{2}); // each stands there before it is done
        using std::filesystem::perms;
        QVERIFY(std::filesystem::status(csv).permissions() == (perms::owner_read | perms::owner_write));
    }
};

QTEST_APPLESS_MAIN(TestAuditService)

#include "tst_audit_service_threads.moc"
