// needs: host/runtime host/audit_verify
//
// The audit record of a program with a window: there before a session and behind it, one for all of its sessions,
// closed with the program; what the window does to the vault stands in it.

#include "core/edge/net/trust_watch.h"
#include "core/host/audit_verify/folder_check.h"
#include "core/host/runtime/audit/audit_link.h"
#include "core/host/runtime/vault/vault_link.h"
#include "tests/support/terminal_kit.h"

#include <QTest>

#include <algorithm>

using namespace omni;
using namespace omni::runtime;
using namespace omni::tests;

namespace {

/// What the window sees of it now, by kind.
std::vector<views::AuditRow> rowsOf(TerminalKit& kit, const std::string& kind)
{
    views::AuditQuery query;
    query.kinds = {kind};
    const auto id = kit.terminal->audit()->ask(query);
    AuditAnswer answer{0, views::AuditPage()};
    const bool came = becomesTrue([&] { return kit.terminal->audit()->takeAnswer(answer) && answer.query == id; });
    return came && answer.page ? answer.page->rows : std::vector<views::AuditRow>();
}

platform::SecretBytes secret(std::string_view text)
{
    return std::move(*platform::SecretBytes::copyOf(std::as_bytes(std::span(text.data(), text.size()))));
}

} // namespace

class TestTerminalRecord : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(audit_verify::startProofs());
    }

    void oneRecordForAllSessionsAndForWhatIsBetweenThem()
    {
        TerminalKit kit;
        QCOMPARE(kit.terminal->audit()->sight(), views::AuditSight::All); // nobody signs in: the owner
        QCOMPARE(kit.terminal->audit()->records(), std::uint64_t{0}); // nothing was to be told yet
        for (int i = 0; i < 2; ++i) {
            kit.startDemo(asFastAsItCan);
            QVERIFY(kit.comesTo(Phase::Running));
            QVERIFY(kit.endsInOrder());
            net::tellTrustWatches({"feed" + std::to_string(i) + ".example", 443, "The certificate has expired"});
        }
        QVERIFY(becomesTrue([&] { return rowsOf(kit, "certificate.").size() == 2; }));
        QCOMPARE(rowsOf(kit, "session.start").size(), std::size_t{2});
        QCOMPARE(rowsOf(kit, "audit.open").size(), std::size_t{1});
        kit.close();

        const auto judged = audit_verify::checkFolder(kit.path(), {}).verdict;
        QCOMPARE(judged.judgement, audit_verify::Judgement::Good);
        QVERIFY(judged.isClosed);
        QCOMPARE(judged.segments, 1U);
    }

    void whatTheWindowDoesToTheVaultIsOfWhoSitsThere()
    {
        TerminalKit kit;
        const auto number = kit.terminal->vault()->wish(MakeVault{secret("correct horse battery staple")});
        const auto isSettled = [&] {
            const auto view = kit.terminal->vault()->view();
            return view && view->settled >= number && !view->isBusy;
        };
        QVERIFY(becomesTrue(isSettled) || becomesTrue(isSettled)); // two derivations on a busy machine
        const auto made = rowsOf(kit, "vault.init");
        QCOMPARE(made.size(), std::size_t{1});
        QCOMPARE(made.front().person, std::string("owner"));
        QCOMPARE(made.front().end, views::AuditEnd::Begun);
        QCOMPARE(rowsOf(kit, "vault.generation").size(), std::size_t{2}); // and its recovery key
    }
};

QTEST_GUILESS_MAIN(TestTerminalRecord)

#include "tst_terminal_record.moc"
