// needs: ui/dialogs/first_run ui/dialogs/people ui/dialogs/settings edge/platform tests/support/fake_terminal
// Qt6::Widgets
#include "tests/support/fake_terminal/fake_terminal.h"
#include "ui/bridge/engine_link.h"
#include "ui/bridge/user_settings.h"
#include "ui/dialogs/first_run/first_run_dialog.h"
#include "ui/dialogs/first_run/sign_in_step.h"
#include "ui/dialogs/first_run/step_row.h"
#include "ui/dialogs/people/enrol_dialog.h"
#include "ui/dialogs/people/person_dialog.h"
#include "ui/dialogs/settings/recovery_dialog.h"
#include "ui/dialogs/settings/vault_dialog.h"
#include "ui/style/theme.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/decision_button.h"
#include "ui/widgets/secret_field.h"

#include <QLabel>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTest>

using namespace omni;
using namespace omni::ui;
using namespace omni::ui::first_run;
using omni::testing::FakeTerminal;

namespace {

std::shared_ptr<const views::BrokerOffers> offersWith(const char* paperExchange)
{
    views::BrokerOffers offers(1);
    offers[0].key = paperExchange;
    offers[0].title = "Binance";
    offers[0].isInHouse = offers[0].hasKey = true;
    return std::make_shared<const views::BrokerOffers>(std::move(offers));
}

struct Bench {
    FakeTerminal terminal;
    Theme theme;
    Formats formats;
    EngineLink link{terminal};
    UserSettings user{link};
    std::unique_ptr<FirstRunDialog> dialog;

    explicit Bench(std::shared_ptr<const views::BrokerOffers> offers = nullptr)
    {
        terminal.brokersShown = std::move(offers);
        theme.apply(ThemeKind::Dark, UpDownSet::TealOrange, 100);
        dialog = std::make_unique<FirstRunDialog>(link, user, theme, formats, nullptr);
        dialog->open();
    }
    [[nodiscard]] DecisionButton* button(const char* words) const
    {
        for (auto* one : dialog->findChildren<DecisionButton*>()) {
            if (one->text() == QString::fromLatin1(words)) {
                return one;
            }
        }
        return nullptr;
    }
    [[nodiscard]] SignInStep* step() const
    {
        return dialog->findChild<SignInStep*>();
    }
    [[nodiscard]] QRadioButton* choice(const char* words) const
    {
        for (auto* one : dialog->findChildren<QRadioButton*>()) {
            if (one->text() == QString::fromLatin1(words)) {
                return one;
            }
        }
        return nullptr;
    }
    [[nodiscard]] QList<StepRow::State> states() const
    {
        QList<StepRow::State> states;
        for (const auto* row : dialog->findChildren<StepRow*>()) {
            states.append(row->state());
        }
        return states;
    }
};

} // namespace

class TestFirstRun : public QObject
{
    Q_OBJECT

private slots:
    void ticksTheStepsThatAreDoneAndLightsTheOneAtHand()
    {
        using enum StepRow::State;
        Bench bench;
        QCOMPARE(bench.states(), (QList<StepRow::State>{Now, Waiting, Waiting, Waiting, Waiting}));
        bench.button("Continue")->click();
        QCOMPARE(bench.states(), (QList<StepRow::State>{Done, Now, Waiting, Waiting, Waiting}));
        QCOMPARE(bench.dialog->findChildren<StepRow*>().front()->accessibleName(),
                 QStringLiteral("Step 1: Welcome and language, done"));
    }

    void goesOnByEnterAndBackByAltLeft()
    {
        Bench bench;
        QTest::keyClick(bench.dialog.get(), Qt::Key_Return);
        QCOMPARE(bench.dialog->step(), 1);
        QVERIFY(QTest::qWaitForWindowActive(bench.dialog.get()));
        QTest::keyClick(bench.dialog.get(), Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(bench.dialog->step(), 0);
        QVERIFY(bench.button("Continue")->accessibleDescription().contains(QStringLiteral("Enter")));
        QVERIFY(bench.button("Back")->accessibleDescription().contains(QStringLiteral("Alt ←")));
    }

    void saysInWhichEnvironmentItStarts()
    {
        Bench bench;
        QCOMPARE(bench.dialog->findChild<Chip*>()->words(), QStringLiteral("DEMO"));
        bool hasLogo = false;
        for (const auto* label : bench.dialog->findChildren<QLabel*>()) {
            hasLogo = hasLogo || !label->pixmap(Qt::ReturnByValue).isNull();
        }
        QVERIFY(hasLogo);
    }

    void startsTheDemoAtItsEnd()
    {
        Bench bench;
        QSignalSpy started(bench.dialog.get(), &FirstRunDialog::started);
        for (int i = 0; i < 4; ++i) {
            bench.button("Continue")->click();
        }
        bench.button("Start the demo")->click();
        QCOMPARE(started.count(), 1);
        QVERIFY(bench.user.choices().firstRunDone);
    }

    /// Without a key, with strategies that propose.
    void startsThePaperExchangeWhereItIsChosen()
    {
        Bench bench(offersWith("sandbox-binance"));
        QSignalSpy started(bench.dialog.get(), &FirstRunDialog::started);
        bench.button("Continue")->click();
        bench.button("Continue")->click();
        bench.choice("The paper exchange in this program")->click();
        QVERIFY(bench.choice("The paper exchange in this program")->accessibleDescription().contains("made-up prices"));
        bench.button("Continue")->click();
        bench.button("Continue")->click();

        bench.button("Start the paper exchange")->click();

        QCOMPARE(started.count(), 1);
        const auto wish = started.front().front().value<runtime::SessionWish>();
        QCOMPARE(wish.broker, std::string("sandbox-binance"));
        QVERIFY(wish.withUsual && wish.files.empty());
    }

    void offersNoPaperExchangeWhereThereIsNone()
    {
        const Bench without;
        QVERIFY(!without.choice("The paper exchange in this program")->isEnabled());
        const Bench alone(offersWith("sandbox-binance"));
        QVERIFY(alone.choice("The paper exchange in this program")->isEnabled());
        QVERIFY(!alone.choice("Paper trading with a broker")->isEnabled()); // it is no broker
    }

    /// It may be left out, and what is there already is ticked: whoever closed the set-up goes on where he was.
    void whoSignsInIsSetUpInThreePartsThatGoOnWhereTheyWereLeft()
    {
        Bench bench;
        auto& vault = bench.terminal.vaultShown;
        bench.button("Continue")->click();
        const auto part = [&](const char* name) { return bench.dialog->findChild<QPushButton*>(QLatin1String(name)); };
        bench.step()->refresh();
        QVERIFY(part("stepVault")->isEnabled() && !part("stepAccount")->isEnabled());
        part("stepVault")->click();
        QVERIFY(bench.dialog->findChild<settings::VaultDialog*>() != nullptr);
        bench.dialog->findChild<settings::VaultDialog*>()->reject();
        vault.letters = "ABCD-EFGH";
        vault.shown.hasLettersToShow = true;
        vault.shown.state = views::VaultState::Open;
        vault.peopleShown.shown.state = views::PeopleState::Open;
        bench.step()->refresh();
        QVERIFY(bench.dialog->findChild<settings::RecoveryDialog*>() != nullptr); // of the vault, shown this once
        QVERIFY(!part("stepVault")->isVisibleTo(bench.dialog.get()) && part("stepAccount")->isEnabled());
        QVERIFY(!part("stepFactor")->isEnabled());

        bench.dialog = std::make_unique<FirstRunDialog>(bench.link, bench.user, bench.theme, bench.formats, nullptr);
        bench.dialog->open();

        QCOMPARE(bench.dialog->step(), 1);
        views::PersonView owner;
        owner.name = "olga";
        owner.number = PrincipalId{1};
        vault.peopleShown.shown.people = {owner};
        bench.step()->refresh();
        QVERIFY(!part("stepAccount")->isVisibleTo(bench.dialog.get()) && part("stepFactor")->isEnabled());
        QVERIFY(!bench.step()->isDone());
        vault.peopleShown.shown.people.front().hasSecondFactor = true;
        bench.step()->refresh();
        QVERIFY(bench.step()->isDone());
        bench.button("Continue")->click();
        QCOMPARE(bench.dialog->step(), 2);
    }

    void theOwnersAccountLeadsToTheAuthenticatorAtOnce()
    {
        Bench bench;
        auto& vault = bench.terminal.vaultShown;
        vault.shown.state = views::VaultState::Open;
        vault.peopleShown.shown.state = views::PeopleState::Open;
        vault.peopleShown.seed = "0123456789abcdefghij";
        bench.button("Continue")->click();
        bench.step()->refresh();
        bench.dialog->findChild<QPushButton*>(QStringLiteral("stepAccount"))->click();
        auto* asked = bench.dialog->findChild<people::PersonDialog*>();
        QTest::keyClicks(asked->findChild<QLineEdit*>(QStringLiteral("personName")), QStringLiteral("olga"));
        for (const char* field : {"newPassword", "newPasswordAgain"}) {
            QTest::keyClicks(asked->findChild<SecretField*>(QLatin1String(field)),
                             QStringLiteral("seven green kettles"));
        }

        asked->findChild<QPushButton*>(QStringLiteral("personAct"))->click();

        QTRY_VERIFY(bench.dialog->findChild<people::EnrolDialog*>() != nullptr);
        const auto* wish = std::get_if<runtime::AddPerson>(&vault.peopleShown.wishes.front());
        QVERIFY(wish != nullptr && wish->beginsEnrolment && wish->name == "olga");
    }
};

QTEST_MAIN(TestFirstRun)
#include "tst_first_run.moc"
