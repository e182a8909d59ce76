#include "ui/dialogs/settings/accounts_page.h"

#include "core/host/runtime/vault/vault_link.h"
#include "ui/bridge/engine_link.h"
#include "ui/dialogs/people/people_acts.h"
#include "ui/dialogs/people/people_words.h"
#include "ui/dialogs/settings/vault_box.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/labels.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QTreeWidget>

#include <algorithm>
#include <array>

namespace omni::ui::settings {

namespace {

enum ColumnOfPeople { Person, RolesOfIt, Factor, Failures, PeopleColumns };

constexpr int refreshPeopleMs = 500;
constexpr int personHeight = 32;
constexpr std::array<int, PeopleColumns> peopleWidths{180, 260, 280, 200};

runtime::VaultLink* vaultOf(EngineLink& engine)
{
    return engine.terminal().vault();
}

} // namespace

AccountsPage::AccountsPage(const PageContext& context)
    : Page(QStringLiteral("accounts"), tr("Accounts and sign-in"),
           tr("Who may use this profile, and how they prove who they are. Accounts lie in the vault; nothing here is "
              "written to the settings file."),
           context)
    , m_acts(new people::PeopleActs(context.engine, context.theme, context.formats, this))
{
    addVaultLine();
    addTable();
    addButtons();
    addState();
    column()->addStretch();
    connect(m_acts, &people::PeopleActs::done, this, &AccountsPage::refresh);
    m_timer.setInterval(refreshPeopleMs);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (isVisible()) {
            refresh();
        }
    });
    m_timer.start();
    refresh();
}

AccountsPage::~AccountsPage()
{
    if (auto* const people = m_acts->people()) {
        static_cast<void>(people->wish(runtime::EndManaging{}));
    }
}

void AccountsPage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    refresh();
}

void AccountsPage::addVaultLine()
{
    auto* line = new QHBoxLayout;
    line->setSpacing(m_context.theme.px(12));
    m_closed = plainLabel({}, TextRole::Warn);
    m_closed->setObjectName(QStringLiteral("peopleClosed"));
    m_closed->setWordWrap(true);
    m_open = new QPushButton;
    m_open->setObjectName(QStringLiteral("peopleOpenVault"));
    m_open->setAutoDefault(false);
    setButtonKind(*m_open, ButtonKind::Primary);
    connect(m_open, &QPushButton::clicked, this, &AccountsPage::openVault);
    line->addWidget(m_closed, 1);
    line->addWidget(m_open);
    column()->addLayout(line);
}

void AccountsPage::addTable()
{
    const Theme& theme = m_context.theme;
    column()->addWidget(plainLabel(tr("People"), TextRole::Section));
    m_table = new QTreeWidget;
    m_table->setObjectName(QStringLiteral("people"));
    m_table->setAccessibleName(tr("People"));
    m_table->setColumnCount(PeopleColumns);
    m_table->setHeaderLabels({tr("Person"), tr("Roles"), tr("Second factor"), tr("Failed tries")});
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    m_table->header()->setStretchLastSection(true);
    m_table->header()->setSectionsMovable(false);
    for (int i = 0; i < PeopleColumns; ++i) {
        m_table->header()->resizeSection(i, theme.px(peopleWidths.at(static_cast<std::size_t>(i))));
    }
    connect(m_table, &QTreeWidget::currentItemChanged, this, [this] {
        const auto* const people = m_acts->people();
        const auto view = people == nullptr ? nullptr : people->view();
        showButtons(view.get());
    });
    column()->addWidget(m_table);
    m_nobody = plainLabel(tr("The profile has no accounts: whoever sits here is its owner, with all rights, and never "
                             "signs in."),
                          TextRole::Value);
    m_nobody->setObjectName(QStringLiteral("peopleNobody"));
    m_nobody->setWordWrap(true);
    column()->addWidget(m_nobody);
}

QPushButton* AccountsPage::addButton(QLayout& line, const QString& words, const char* name)
{
    auto* button = new QPushButton(words);
    button->setObjectName(QLatin1String(name));
    button->setAccessibleName(words);
    button->setAutoDefault(false);
    line.addWidget(button);
    return button;
}

QPushButton* AccountsPage::addDeed(QLayout& line, const QString& words, const char* name, Deed deed)
{
    auto* button = addButton(line, words, name);
    connect(button, &QPushButton::clicked, this, [this, deed] {
        if (const auto person = chosen()) {
            (m_acts->*deed)(*person);
        }
    });
    return button;
}

void AccountsPage::addButtons()
{
    const int gap = m_context.theme.px(8);
    auto* first = new QHBoxLayout;
    first->setSpacing(gap);
    m_owner = addButton(*first, tr("Make the owner's account…"), "peopleOwner");
    setButtonKind(*m_owner, ButtonKind::Primary);
    connect(m_owner, &QPushButton::clicked, m_acts, &people::PeopleActs::makeOwner);
    m_add = addButton(*first, tr("Add a person…"), "peopleAdd");
    connect(m_add, &QPushButton::clicked, m_acts, &people::PeopleActs::add);
    m_roles = addDeed(*first, tr("Roles…"), "peopleRoles", &people::PeopleActs::changeRoles);
    m_remove = addDeed(*first, tr("Remove…"), "peopleRemove", &people::PeopleActs::remove);
    setButtonKind(*m_remove, ButtonKind::Danger);
    first->addStretch();
    auto* second = new QHBoxLayout;
    second->setSpacing(gap);
    m_password = addDeed(*second, tr("Password…"), "peoplePassword", &people::PeopleActs::changePassword);
    m_factor = addDeed(*second, tr("Authenticator…"), "peopleFactor", &people::PeopleActs::setFactor);
    m_codes = addDeed(*second, tr("New recovery codes…"), "peopleCodes", &people::PeopleActs::renewCodes);
    m_lost = addDeed(*second, tr("Lost authenticator…"), "peopleLost", &people::PeopleActs::resetFactor);
    second->addStretch();
    column()->addLayout(first);
    column()->addLayout(second);
}

/// Who manages people just now, what waits for its minute, and why the last wish failed.
void AccountsPage::addState()
{
    const auto addLine = [this](QLabel*& words, const QString& act, const char* name, runtime::PeopleWish (*wish)()) {
        auto* box = new QWidget;
        auto* line = new QHBoxLayout(box);
        line->setContentsMargins({});
        line->setSpacing(m_context.theme.px(12));
        words = plainLabel({}, TextRole::Label);
        words->setWordWrap(true);
        line->addWidget(words, 1);
        auto* button = addButton(*line, act, name);
        connect(button, &QPushButton::clicked, this, [this, wish] {
            if (auto* const people = m_acts->people()) {
                static_cast<void>(people->wish(wish()));
            }
        });
        column()->addWidget(box);
        return box;
    };
    m_managing
        = addLine(m_manager, tr("End that"), "peopleEnd", [] { return runtime::PeopleWish(runtime::EndManaging{}); });
    m_manager->setObjectName(QStringLiteral("peopleManager"));
    m_waiting = addLine(m_pending, tr("Leave it as it is"), "peopleLeave",
                        [] { return runtime::PeopleWish(runtime::LeaveOwnRights{}); });
    m_pending->setObjectName(QStringLiteral("peoplePending"));
    m_told = plainLabel({}, TextRole::Warn);
    m_told->setObjectName(QStringLiteral("peopleTold"));
    m_told->setWordWrap(true);
    column()->addWidget(m_told);
    auto* note = plainLabel(tr("What an account is for: with accounts the desk asks for a code where real money could "
                               "be lost, and what takes two people takes two. The vault's passphrase is another "
                               "secret: it opens the file in which accounts and keys lie."),
                            TextRole::Caption);
    note->setWordWrap(true);
    column()->addWidget(note);
}

void AccountsPage::openVault()
{
    const auto* const vault = vaultOf(m_context.engine);
    const auto view = vault == nullptr ? nullptr : vault->view();
    if (view == nullptr || view->state == views::VaultState::Open) {
        return;
    }
    auto* dialog = new VaultDialog(m_context.engine, m_context.theme,
                                   view->state == views::VaultState::None ? VaultBox::making() : VaultBox::unlocking(),
                                   window());
    connect(dialog, &QDialog::finished, this, &AccountsPage::refresh);
    dialog->open();
}

std::optional<views::PersonView> AccountsPage::chosen() const
{
    const auto* const people = m_acts->people();
    const auto view = people == nullptr ? nullptr : people->view();
    const auto* const item = m_table->currentItem();
    if (view == nullptr || item == nullptr) {
        return std::nullopt;
    }
    const std::string name = item->data(Person, Qt::UserRole).toString().toStdString();
    const auto found = std::ranges::find(view->people, name, &views::PersonView::name);
    return found == view->people.end() ? std::nullopt : std::optional(*found);
}

void AccountsPage::refresh()
{
    if (isVisible()) {
        VaultBox::showNewKey(m_context.engine, m_context.theme, window()); // of a vault that was just made here
    }
    const auto* const people = m_acts->people();
    const auto view = people == nullptr ? nullptr : people->view();
    const auto* const vault = vaultOf(m_context.engine);
    const auto safe = vault == nullptr ? nullptr : vault->view();
    const bool hasNone = safe != nullptr && safe->state == views::VaultState::None;
    const bool isClosed = view == nullptr || view->state != views::PeopleState::Open;
    const bool isUnreadable = view != nullptr && view->state == views::PeopleState::Unreadable;
    showText(*m_closed,
             !isClosed          ? QString()
                 : isUnreadable ? people::failureOfPeople({"accounts_unreadable", {}, {}, 0})
                 : hasNone      ? tr("Accounts lie in the vault, and there is none yet.")
                                : tr("Accounts lie in the vault, and it is locked."));
    m_closed->setVisible(isClosed);
    m_open->setText(hasNone ? tr("Make a vault…") : tr("Unlock…"));
    m_open->setAccessibleName(m_open->text());
    m_open->setVisible(isClosed && !isUnreadable);
    m_open->setEnabled(safe != nullptr && !safe->isBusy);
    showRows(view == nullptr || isClosed ? views::PeopleView() : *view);
    m_table->setVisible(!isClosed && !view->people.empty());
    m_nobody->setVisible(!isClosed && view->people.empty());
    showLines(isClosed ? nullptr : view.get());
    showButtons(view.get());
}

void AccountsPage::showRows(const views::PeopleView& view)
{
    const Theme& theme = m_context.theme;
    const Monotonic now = m_context.engine.now();
    while (m_table->topLevelItemCount() > static_cast<int>(view.people.size())) {
        delete m_table->takeTopLevelItem(m_table->topLevelItemCount() - 1);
    }
    for (std::size_t i = 0; i < view.people.size(); ++i) {
        const views::PersonView& one = view.people[i];
        auto* item = m_table->topLevelItem(static_cast<int>(i));
        if (item == nullptr) {
            item = new QTreeWidgetItem(m_table);
            item->setSizeHint(0, {0, theme.px(personHeight)});
        }
        const QString name = people::shownName(m_context.formats, one);
        item->setData(Person, Qt::UserRole, QString::fromStdString(one.name));
        item->setText(Person, i == 0 && !m_context.formats.hasPrivacy ? tr("%1, owner").arg(name) : name);
        item->setText(RolesOfIt, people::rolesWords(one.roles));
        item->setToolTip(RolesOfIt, people::rolesWords(one.roles));
        const auto factor = people::factorLook(one, now), failures = people::failuresLook(one, now);
        item->setText(Factor, factor.words);
        item->setToolTip(Factor, factor.words);
        item->setForeground(Factor, theme.color(factor.token));
        item->setText(Failures, failures.words);
        item->setForeground(Failures, theme.color(failures.token));
    }
    if (m_table->currentItem() == nullptr && m_table->topLevelItemCount() > 0) {
        m_table->setCurrentItem(m_table->topLevelItem(0));
    }
    m_table->setFixedHeight(m_table->header()->sizeHint().height()
                            + static_cast<int>(view.people.size()) * theme.px(personHeight) + theme.px(4));
}

void AccountsPage::showLines(const views::PeopleView* view)
{
    const Monotonic now = m_context.engine.now();
    const bool isManaged = view != nullptr && !view->manager.empty() && view->managerUntil && *view->managerUntil > now;
    m_managing->setVisible(isManaged);
    if (isManaged) {
        const QString name = people::shownName(m_context.formats, *view, view->manager);
        QString words = tr("%1 has shown a code and manages people for %2 more.")
                            .arg(name, people::waitWords(*view->managerUntil - now));
        if (view->failuresBefore >= 3) {
            words += QLatin1Char(' ')
                + tr("There were %n failed tries in this name before.", nullptr,
                     static_cast<int>(view->failuresBefore));
        }
        if (view->wasResetAskedFor) {
            words += QLatin1Char(' ') + tr("Somebody had asked for this person's second factor to go. It stays.");
        }
        showText(*m_manager, words);
    }
    const bool isWaiting = view != nullptr && view->pending;
    m_waiting->setVisible(isWaiting);
    if (isWaiting) {
        showText(*m_pending,
                 tr("The roles of %1 become %2 in %3.")
                     .arg(people::shownName(m_context.formats, *view, view->pending->person),
                          people::rolesWords(view->pending->roles), people::waitWords(view->pending->at - now)),
                 TextRole::Warn);
    }
    const QString told = view == nullptr || !view->failure ? QString() : people::failureOfPeople(*view->failure);
    showText(*m_told, told);
    m_told->setVisible(!told.isEmpty());
}

void AccountsPage::showButtons(const views::PeopleView* view)
{
    if (m_lost == nullptr) {
        return; // not built yet
    }
    const bool isOpen = view != nullptr && view->state == views::PeopleState::Open;
    const bool hasPeople = isOpen && !view->people.empty();
    const auto person = chosen();
    m_owner->setVisible(isOpen && !hasPeople);
    for (QPushButton* button : {m_add, m_roles, m_remove, m_password, m_factor, m_codes, m_lost}) {
        button->setVisible(hasPeople);
        button->setEnabled(person.has_value());
    }
    m_remove->setEnabled(person && person->number != view->people.front().number);
    m_remove->setAccessibleDescription(m_remove->isEnabled() ? QString() : tr("The account of the owner stays."));
    const bool hasFactor = person && person->hasSecondFactor;
    m_codes->setEnabled(hasFactor);
    m_lost->setEnabled(hasFactor);
}

} // namespace omni::ui::settings
