#include "ui/dialogs/first_run/sign_in_step.h"

#include "core/host/runtime/people/people_link.h"
#include "core/host/runtime/vault/vault_link.h"
#include "ui/bridge/engine_link.h"
#include "ui/dialogs/people/people_acts.h"
#include "ui/dialogs/settings/vault_box.h"
#include "ui/style/icons.h"
#include "ui/widgets/labels.h"

#include <QGridLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace omni::ui::first_run {

namespace {

constexpr int refreshStepMs = 250;
constexpr int signSize = 16;

enum PartIndex { Vault, Account, Factor };

} // namespace

SignInStep::SignInStep(EngineLink& engine, const Theme& theme, const Formats& formats, QWidget* parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_theme(theme)
    , m_acts(new people::PeopleActs(engine, theme, formats, this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(theme.px(14));
    addPart(Vault, tr("A vault"), tr("Make a vault…"), "stepVault");
    addPart(Account, tr("The owner's account"), tr("Make the account…"), "stepAccount");
    addPart(Factor, tr("An authenticator"), tr("Set up the authenticator…"), "stepFactor");
    connect(m_parts[Vault].act, &QPushButton::clicked, this, &SignInStep::openVault);
    connect(m_parts[Account].act, &QPushButton::clicked, m_acts, &people::PeopleActs::makeOwner);
    connect(m_parts[Factor].act, &QPushButton::clicked, this, [this] {
        const auto* const link = m_acts->people();
        const auto view = link == nullptr ? nullptr : link->view();
        if (view != nullptr && !view->people.empty()) {
            m_acts->setFactor(view->people.front());
        }
    });
    connect(m_acts, &people::PeopleActs::done, this, &SignInStep::refresh);
    auto* note
        = plainLabel(tr("This can be left out and done later, in Settings › Accounts and sign-in. The demo never "
                        "asks who you are; live trading is not possible without all three."),
                     TextRole::Caption);
    note->setWordWrap(true);
    column->addWidget(note);
    m_timer.setInterval(refreshStepMs);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (isVisible()) {
            refresh();
        }
    });
    m_timer.start();
    refresh();
}

void SignInStep::addPart(std::size_t at, const QString& title, const QString& act, const char* name)
{
    Part& part = m_parts.at(at);
    auto* box = new QWidget;
    auto* grid = new QGridLayout(box);
    grid->setContentsMargins({});
    grid->setHorizontalSpacing(m_theme.px(10));
    grid->setVerticalSpacing(m_theme.px(2));
    grid->setColumnStretch(1, 1);
    part.sign = new QLabel;
    part.title = plainLabel(title, TextRole::Section);
    part.words = plainLabel({}, TextRole::Label);
    part.words->setWordWrap(true);
    part.words->setObjectName(QLatin1String(name) + QStringLiteral("Words"));
    part.act = new QPushButton(act);
    part.act->setObjectName(QLatin1String(name));
    part.act->setAccessibleName(act);
    part.act->setAutoDefault(false);
    grid->addWidget(part.sign, 0, 0, Qt::AlignVCenter);
    grid->addWidget(part.title, 0, 1);
    grid->addWidget(part.words, 1, 1);
    grid->addWidget(part.act, 0, 2, 2, 1, Qt::AlignVCenter);
    static_cast<QVBoxLayout*>(layout())->addWidget(box);
}

void SignInStep::show(std::size_t at, bool isDone, bool mayBegin, const QString& words)
{
    Part& part = m_parts.at(at);
    part.sign->setPixmap(Icons::pixmap(m_theme, isDone ? QStringLiteral("check") : QStringLiteral("ring"),
                                       isDone ? Token::Ok : Token::Text3, m_theme.px(signSize), devicePixelRatioF()));
    part.sign->setAccessibleName(isDone ? tr("%1: done").arg(part.title->text())
                                        : tr("%1: not done yet").arg(part.title->text()));
    showText(*part.words, words);
    part.act->setVisible(!isDone);
    part.act->setEnabled(mayBegin);
    part.act->setAccessibleDescription(words);
}

void SignInStep::openVault()
{
    const auto* const link = m_engine.terminal().vault();
    const auto view = link == nullptr ? nullptr : link->view();
    if (view == nullptr) {
        return;
    }
    auto* dialog = new settings::VaultDialog(m_engine, m_theme,
                                             view->state == views::VaultState::None ? settings::VaultBox::making()
                                                                                    : settings::VaultBox::unlocking(),
                                             window());
    connect(dialog, &QDialog::finished, this, &SignInStep::refresh);
    dialog->open();
}

void SignInStep::refresh()
{
    auto* const link = m_engine.terminal().vault();
    const auto vault = link == nullptr ? nullptr : link->view();
    const auto* const keeper = m_acts->people();
    const auto people = keeper == nullptr ? nullptr : keeper->view();
    if (isVisible()) {
        settings::VaultBox::showNewKey(m_engine, m_theme, window()); // of a vault that was just made
    }
    const bool isMade = vault != nullptr && vault->state != views::VaultState::None;
    const bool isOpen = vault != nullptr && vault->state == views::VaultState::Open && people != nullptr
        && people->state == views::PeopleState::Open;
    const bool hasOwner = isOpen && !people->people.empty();
    const bool hasFactor = hasOwner && people->people.front().hasSecondFactor;
    m_parts[Vault].act->setText(isMade ? tr("Unlock…") : tr("Make a vault…"));
    m_parts[Vault].act->setAccessibleName(m_parts[Vault].act->text());
    show(Vault, isOpen, vault != nullptr && !vault->isBusy,
         isMade && !isOpen ? tr("It is there, and locked.")
                           : tr("One encrypted file of this profile, for accounts and brokers' keys; a passphrase "
                                "opens it."));
    show(Account, hasOwner, isOpen && !people->isBusy,
         tr("A name and a password of your own, with all roles. It is what signs in at a paper or live session."));
    show(Factor, hasFactor, hasOwner && !people->isBusy,
         tr("Codes from your phone beside the password, and ten recovery codes for when it is lost."));
    const int done = (isOpen ? 1 : 0) + (hasOwner ? 1 : 0) + (hasFactor ? 1 : 0);
    if (std::exchange(m_done, done) < done) {
        emit wentOn();
    }
}

} // namespace omni::ui::first_run
