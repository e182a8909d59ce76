#include "ui/dialogs/settings/shortcuts_page.h"

#include "ui/commands/registry.h"
#include "ui/style/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>

namespace omni::ui::settings {

namespace {

constexpr int keyRole = Qt::UserRole;

QString shownKeys(const QAction* action)
{
    return action->shortcut().toString(QKeySequence::NativeText);
}

} // namespace

ShortcutsPage::ShortcutsPage(const PageContext& context)
    : Page(QStringLiteral("shortcuts"), tr("Shortcuts"),
           tr("No shortcut arms, resets, goes live or closes everything. The kill switch keeps its keys."), context)
    , m_list(new QTreeWidget)
    , m_edit(new QKeySequenceEdit)
    , m_note(new QLabel)
{
    auto* search = new QLineEdit;
    search->setPlaceholderText(tr("Find a command"));
    search->setAccessibleName(search->placeholderText());
    search->setClearButtonEnabled(true);
    connect(search, &QLineEdit::textChanged, this, &ShortcutsPage::filter);
    m_list->setColumnCount(2);
    m_list->setHeaderLabels({tr("Command"), tr("Keys")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAccessibleName(tr("Commands and their keys"));
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->resizeSection(1, context.theme.px(180));
    connect(m_list, &QTreeWidget::itemSelectionChanged, this, &ShortcutsPage::onSelected);
    m_edit->setAccessibleName(tr("New keys"));
    auto* take = new QPushButton(tr("Set keys"));
    auto* clear = new QPushButton(tr("No keys"));
    for (QPushButton* button : {take, clear}) {
        button->setAccessibleName(button->text());
        button->setAutoDefault(false);
    }
    connect(take, &QPushButton::clicked, this, &ShortcutsPage::assign);
    connect(clear, &QPushButton::clicked, this, [this] {
        m_edit->clear();
        assign();
    });
    auto* line = new QHBoxLayout;
    line->addWidget(m_edit, 1);
    line->addWidget(take);
    line->addWidget(clear);
    m_note->setWordWrap(true);
    column()->addWidget(search);
    column()->addWidget(m_list, 1);
    column()->addLayout(line);
    column()->addWidget(m_note);
    connect(&context.staged, &Staged::restored, this, [this] {
        for (int row = 0; row < m_list->topLevelItemCount(); ++row) {
            QTreeWidgetItem* item = m_list->topLevelItem(row);
            if (const QAction* action = m_context.commands.find(item->data(0, keyRole).toString())) {
                item->setText(1, shownKeys(action));
            }
        }
        onSelected();
    });
    fill();
    onSelected();
}

void ShortcutsPage::fill()
{
    m_list->clear();
    for (QAction* action : m_context.commands.all()) {
        const QString key = action->objectName();
        const CommandSpec* spec = m_context.commands.spec(key);
        if (spec == nullptr) {
            continue;
        }
        auto* item = new QTreeWidgetItem(
            m_list, {tr("%1 › %2", "menu, command").arg(spec->group(), spec->text()), shownKeys(action)});
        item->setData(0, keyRole, key);
    }
}

void ShortcutsPage::filter(const QString& typed)
{
    for (int row = 0; row < m_list->topLevelItemCount(); ++row) {
        QTreeWidgetItem* item = m_list->topLevelItem(row);
        item->setHidden(!item->text(0).contains(typed, Qt::CaseInsensitive)
                        && !item->text(1).contains(typed, Qt::CaseInsensitive));
    }
}

void ShortcutsPage::onSelected()
{
    const auto chosen = m_list->selectedItems();
    const CommandSpec* spec
        = chosen.isEmpty() ? nullptr : m_context.commands.spec(chosen.front()->data(0, keyRole).toString());
    m_edit->setEnabled(spec != nullptr && !spec->isFixed);
    m_note->setText(spec == nullptr     ? tr("Choose a command, then press its new keys.")
                        : spec->isFixed ? tr("These keys cannot be changed.")
                                        : QString());
    if (spec != nullptr) {
        const QAction* action = m_context.commands.find(spec->key);
        m_edit->setKeySequence(action == nullptr ? QKeySequence() : action->shortcut());
    }
}

void ShortcutsPage::assign()
{
    const auto chosen = m_list->selectedItems();
    if (chosen.isEmpty()) {
        return;
    }
    const QString key = chosen.front()->data(0, keyRole).toString();
    const QKeySequence keys = m_edit->keySequence();
    const QStringList taken = m_context.commands.conflictsWith(key, keys);
    if (!taken.isEmpty()) {
        const CommandSpec* other = m_context.commands.spec(taken.front());
        m_note->setText(
            tr("%1 is taken by \"%2\". Nothing was changed.")
                .arg(keys.toString(QKeySequence::NativeText), other == nullptr ? taken.front() : other->text()));
        return;
    }
    if (!m_context.commands.setShortcut(key, keys)) {
        m_note->setText(tr("These keys cannot be used for it. Nothing was changed."));
        return;
    }
    chosen.front()->setText(1, keys.toString(QKeySequence::NativeText));
    m_note->clear();
    change([this](UserChoices& choices) { choices.shortcuts = m_context.commands.savedShortcuts(); });
}

} // namespace omni::ui::settings
