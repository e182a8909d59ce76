#include "ui/dialogs/settings/settings_dialog.h"

#include "core/desk/events/command.h"
#include "ui/bridge/engine_link.h"
#include "ui/bridge/user_settings.h"
#include "ui/commands/registry.h"
#include "ui/dialogs/settings/accounts_page.h"
#include "ui/dialogs/settings/brokers_page.h"
#include "ui/dialogs/settings/pages.h"
#include "ui/dialogs/settings/privacy_page.h"
#include "ui/dialogs/settings/risk_limits_page.h"
#include "ui/dialogs/settings/shortcuts_page.h"
#include "ui/dialogs/settings/tail_edit.h"
#include "ui/style/icons.h"
#include "ui/style/style_sheet.h"
#include "ui/style/theme.h"
#include "ui/widgets/decision_button.h"
#include "ui/widgets/dialog_bounds.h"
#include "ui/widgets/outside_text.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace omni::ui::settings {

SettingsDialog::SettingsDialog(EngineLink& engine, UserSettings& settings, CommandRegistry& commands, Theme& theme,
                               const Formats& formats, QWidget* parent)
    : QDialog(parent)
    , m_engine(engine)
    , m_settings(settings)
    , m_commands(commands)
    , m_theme(theme)
    , m_formats(formats)
    , m_shortcutsBefore(commands.savedShortcuts())
    , m_staged(settings.choices(), engine.desk().limits, engine.desk().session != nullptr, formats)
{
    setWindowTitle(tr("Settings"));
    setAccessibleName(windowTitle());
    setModal(true);
    build();
    (new DialogBounds(*this, theme, {1'240, 800}, {900, 560}))->setDims(true);
    connect(&m_staged, &Staged::changed, this, &SettingsDialog::refresh);
    refresh();
}

QString SettingsDialog::sentence()
{
    return tr("loosen the limits");
}

void SettingsDialog::build()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(makeHeader());
    auto* middle = new QHBoxLayout;
    middle->setSpacing(0);
    m_list = new QListWidget;
    m_list->setObjectName(QStringLiteral("settingsPages"));
    m_list->setAccessibleName(tr("Pages of the settings"));
    m_list->setFixedWidth(m_theme.px(210));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setStyleSheet(QStringLiteral("QListWidget { padding: %1px 0; } QListWidget::item { padding-left: %2px; "
                                         "border-left: %3px solid transparent; } "
                                         "QListWidget::item:selected { border-left-color: %4; background: %5; }")
                              .arg(m_theme.px(10))
                              .arg(m_theme.px(14))
                              .arg(m_theme.px(3))
                              .arg(m_theme.color(Token::Accent).name(), m_theme.color(Token::Sel).name()));
    m_stack = new QStackedWidget;
    middle->addWidget(m_list);
    middle->addWidget(m_stack, 1);
    column->addLayout(middle, 1);
    column->addWidget(makeFooter());
    addPages();
    connect(m_list, &QListWidget::currentRowChanged, m_stack, &QStackedWidget::setCurrentIndex);
    connect(m_list, &QListWidget::currentRowChanged, this, &SettingsDialog::refresh);
    m_list->setCurrentRow(0);
    auto* find = new QShortcut(QKeySequence::Find, this);
    connect(find, &QShortcut::activated, m_search, qOverload<>(&QWidget::setFocus));
    auto* keep = new QShortcut(QKeySequence::Save, this);
    connect(keep, &QShortcut::activated, this, &SettingsDialog::save);
    auto* back = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_Z), this);
    connect(back, &QShortcut::activated, this, &SettingsDialog::undo);
    auto* again = new QShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), this);
    connect(again, &QShortcut::activated, this, [this] { m_staged.redo(); });
}

QWidget* SettingsDialog::makeHeader()
{
    auto* header = new QWidget;
    header->setAttribute(Qt::WA_StyledBackground);
    setSurface(*header, Surface::Raised);
    auto* line = new QHBoxLayout(header);
    line->setContentsMargins(m_theme.px(16), m_theme.px(8), m_theme.px(12), m_theme.px(8));
    auto* title = new QLabel(tr("Settings"));
    title->setFont(m_theme.font(TextSize::Section, QFont::Medium));
    m_search = new TailEdit(m_theme, tr("Ctrl F"), true);
    m_search->setPlaceholderText(tr("Find a setting"));
    m_search->setAccessibleName(tr("Find a setting"));
    m_search->setFixedWidth(m_theme.px(320));
    m_search->setClearButtonEnabled(true);
    connect(m_search, &QLineEdit::textChanged, this, &SettingsDialog::find);
    line->addWidget(title);
    line->addSpacing(m_theme.px(16));
    line->addWidget(m_search);
    line->addStretch();
    auto* close = new QToolButton;
    close->setAutoRaise(true);
    close->setIcon(Icons::icon(m_theme, QStringLiteral("close")));
    close->setIconSize({m_theme.px(12), m_theme.px(12)});
    close->setFixedSize(m_theme.px(24), m_theme.px(24));
    close->setAccessibleName(tr("Close"));
    close->setAccessibleDescription(tr("Saves nothing."));
    close->setToolTip(tr("Close"));
    connect(close, &QToolButton::clicked, this, &SettingsDialog::reject);
    line->addWidget(close);
    return header;
}

QWidget* SettingsDialog::makeFooter()
{
    auto* footer = new QWidget;
    footer->setAttribute(Qt::WA_StyledBackground);
    setSurface(*footer, Surface::Raised);
    auto* line = new QHBoxLayout(footer);
    line->setContentsMargins(m_theme.px(24), m_theme.px(12), m_theme.px(24), m_theme.px(12));
    line->setSpacing(m_theme.px(10));
    m_diff = new QLabel;
    m_diff->setObjectName(QStringLiteral("settingsChanges"));
    m_diff->setWordWrap(true);
    m_diff->setTextFormat(Qt::PlainText);
    m_reason = new QLineEdit;
    m_reason->setPlaceholderText(tr("Reason for the change of limits"));
    m_reason->setAccessibleName(m_reason->placeholderText());
    m_reason->setMaxLength(90);
    m_reason->setFixedWidth(m_theme.px(230));
    m_sentence = new QLineEdit;
    m_sentence->setPlaceholderText(tr("Type: %1").arg(sentence()));
    m_sentence->setAccessibleName(tr("Type \"%1\" to confirm looser limits").arg(sentence()));
    m_sentence->setFixedWidth(m_theme.px(170));
    for (QLineEdit* edit : {m_reason, m_sentence}) {
        connect(edit, &QLineEdit::textChanged, this, &SettingsDialog::refresh);
    }
    auto* cancel = new DecisionButton(m_theme, DecisionButton::Kind::Plain, tr("Esc"));
    cancel->setWords(tr("Cancel"));
    connect(cancel, &QPushButton::clicked, this, &SettingsDialog::reject);
    auto* saveButton = new DecisionButton(m_theme, DecisionButton::Kind::Primary, tr("Ctrl S"));
    saveButton->setWords(tr("Save"));
    m_save = saveButton;
    connect(m_save, &QPushButton::clicked, this, &SettingsDialog::save);
    m_audit = new QPushButton(tr("Open audit log for keys"));
    m_audit->setObjectName(QStringLiteral("auditOfKeys"));
    m_audit->setAccessibleName(m_audit->text());
    m_audit->setAutoDefault(false);
    setButtonKind(*m_audit, ButtonKind::Link);
    connect(m_audit, &QPushButton::clicked, this, [this] {
        emit wanted(QStringLiteral("audit:keys"));
        QDialog::reject();
    });
    line->addWidget(m_audit);
    line->addWidget(m_diff, 1);
    line->addWidget(m_reason);
    line->addWidget(m_sentence);
    line->addWidget(cancel);
    line->addWidget(m_save);
    return footer;
}

void SettingsDialog::addPages()
{
    // Before the pages connect: they show the keys as the registry has them.
    connect(&m_staged, &Staged::restored, this, &SettingsDialog::followShortcuts);
    const PageContext context{m_engine, m_commands, m_theme, m_formats, m_staged};
    addPage(new GeneralPage(context));
    addPage(new AppearancePage(context));
    addPage(new ShortcutsPage(context));
    addPage(new AccountsPage(context));
    addPage(new BrokersPage(context));
    addPage(new OrdersPage(context));
    addPage(new RiskLimitsPage(context));
    addPage(new StoragePage(context));
    addPage(new PrivacyPage(context));
    addPage(new AdvancedPage(context));
}

void SettingsDialog::addPage(Page* page)
{
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(page);
    m_stack->addWidget(scroll);
    auto* item = new QListWidgetItem(page->title(), m_list);
    item->setSizeHint({0, m_theme.px(28)});
    m_pages.push_back(page);
    connect(page, &Page::faultChanged, this, &SettingsDialog::refresh);
    connect(page, &Page::wanted, this, [this](const QString& what) {
        if (what != QLatin1String("reload")) {
            emit wanted(what);
            QDialog::reject();
        }
    });
}

void SettingsDialog::showPage(const QString& key)
{
    for (std::size_t i = 0; i < m_pages.size(); ++i) {
        if (m_pages[i]->key() == key) {
            m_list->setCurrentRow(static_cast<int>(i));
        }
    }
}

void SettingsDialog::find(const QString& typed)
{
    int first = -1;
    for (std::size_t i = 0; i < m_pages.size(); ++i) {
        const QStringList words = m_pages[i]->words();
        const bool has = typed.isEmpty() || std::any_of(words.begin(), words.end(), [&](const QString& word) {
                             return word.contains(typed, Qt::CaseInsensitive);
                         });
        m_list->item(static_cast<int>(i))->setHidden(!has);
        first = has && first < 0 ? static_cast<int>(i) : first;
    }
    if (!typed.isEmpty() && first >= 0 && m_list->currentItem()->isHidden()) {
        m_list->setCurrentRow(first);
    }
}

QString SettingsDialog::firstFault() const
{
    for (const Page* page : m_pages) {
        const QString fault = page->fault();
        if (!fault.isEmpty()) {
            return fault;
        }
    }
    return {};
}

void SettingsDialog::refresh()
{
    const auto changes = m_staged.changes();
    const bool isLooser = m_staged.hasLooserLimit();
    const bool hasLimits = m_staged.hasLimitChange();
    m_reason->setVisible(hasLimits);
    m_sentence->setVisible(isLooser);
    const int page = m_list->currentRow();
    m_audit->setVisible(page >= 0 && m_pages[static_cast<std::size_t>(page)]->key() == QLatin1String("brokers"));
    m_audit->setEnabled(changes.empty()); // it closes the settings
    QString missing = firstFault();
    if (missing.isEmpty() && hasLimits && m_reason->text().trimmed().size() < 3) {
        missing = tr("A change of limits needs a reason; it is kept in the record.");
    }
    if (missing.isEmpty() && isLooser && m_sentence->text().trimmed().compare(sentence(), Qt::CaseInsensitive) != 0) {
        missing = tr("Looser limits need the sentence \"%1\".").arg(sentence());
    }
    QStringList lines;
    for (const Change& change : changes) {
        lines.push_back(change.isLooser ? tr("▲ %1: %2 → %3, looser").arg(change.name, change.before, change.after)
                                        : tr("%1: %2 → %3").arg(change.name, change.before, change.after));
    }
    const QString text = lines.isEmpty() ? tr("Nothing is changed yet.") : lines.join(QStringLiteral(" · "));
    m_diff->setText(missing.isEmpty() ? text : lines.isEmpty() ? missing : tr("%1\n%2").arg(text, missing));
    m_diff->setToolTip(tipText(lines.join(QLatin1Char('\n'))));
    m_save->setEnabled(missing.isEmpty() && !changes.empty());
    m_save->setAccessibleDescription(missing.isEmpty() ? m_diff->text() : missing);
    m_save->setToolTip(missing);
}

void SettingsDialog::undo()
{
    for (Page* page : m_pages) {
        if (page->dropFault()) {
            return;
        }
    }
    m_staged.undo();
}

void SettingsDialog::followShortcuts()
{
    const auto& staged = m_staged.choices().shortcuts;
    m_commands.restoreShortcuts(staged == m_settings.choices().shortcuts ? m_shortcutsBefore : staged);
}

void SettingsDialog::save()
{
    if (!m_save->isEnabled()) {
        return;
    }
    if (m_staged.hasLimitChange()
        && !m_engine.send(events::SetLimits{m_staged.limits()}, m_reason->text().trimmed(),
                          m_staged.hasLooserLimit())) {
        m_diff->setText(tr("No session takes the limits now, so nothing was saved. Start the demo, then save again."));
        return;
    }
    m_settings.set(m_staged.choices());
    m_shortcutsBefore = m_commands.savedShortcuts();
    accept();
}

void SettingsDialog::reject()
{
    m_commands.restoreShortcuts(m_shortcutsBefore);
    QDialog::reject();
}

} // namespace omni::ui::settings
