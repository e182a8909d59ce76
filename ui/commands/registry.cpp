#include "ui/commands/registry.h"

#include "ui/commands/fuzzy.h"

#include <QApplication>
#include <QWidget>

#include <algorithm>
#include <tuple>
#include <utility>
#include <vector>

namespace omni::ui {

namespace {

/// The first press of one sequence would already be the other.
bool clashes(const QKeySequence& a, const QKeySequence& b)
{
    return !a.isEmpty() && !b.isEmpty()
        && (a.matches(b) != QKeySequence::NoMatch || b.matches(a) != QKeySequence::NoMatch);
}

bool isRelated(const QObject* a, const QObject* b)
{
    for (const QObject* up = a; up != nullptr; up = up->parent()) {
        if (up == b) {
            return true;
        }
    }
    return false;
}

} // namespace

bool isTextInput(const QKeySequence& keys)
{
    if (keys.isEmpty()) {
        return false;
    }
    const QKeyCombination first = keys[0];
    const bool prints = first.key() < Qt::Key_Escape;
    return prints && (first.keyboardModifiers() & ~Qt::KeyboardModifiers(Qt::ShiftModifier)) == Qt::NoModifier;
}

QAction* CommandRegistry::add(QWidget* owner, CommandSpec spec, std::function<void()> run)
{
    const QString key = spec.key;
    const bool isFirst = !m_entries.contains(key);
    auto* action = new QAction(owner);
    action->setObjectName(key);
    action->setText(spec.text());
    action->setShortcutContext(spec.isGlobal ? Qt::ApplicationShortcut : Qt::WidgetWithChildrenShortcut);
    action->setAutoRepeat(!spec.isDangerous && !spec.isFixed);
    connect(action, &QAction::triggered, action, [run = std::move(run)] { run(); });
    connect(action, &QObject::destroyed, this, [this, key](QObject* gone) { forget(key, gone); });
    owner->addAction(action);

    Entry& entry = m_entries[key];
    entry.actions.append(action);
    if (isFirst) {
        entry.keys = spec.shortcut;
        entry.spec = std::move(spec);
        if (const auto saved = m_unknown.find(key); saved != m_unknown.end()) {
            const QString keys = saved->second;
            m_unknown.erase(saved);
            static_cast<void>(setShortcut(key, QKeySequence::fromString(keys, QKeySequence::PortableText)));
        }
    }
    action->setShortcut(entry.keys);
    emit changed();
    return action;
}

void CommandRegistry::forget(const QString& key, QObject* action)
{
    const auto found = m_entries.find(key);
    if (found == m_entries.end()) {
        return;
    }
    auto& actions = found->second.actions;
    actions.erase(std::remove(actions.begin(), actions.end(), action), actions.end());
    if (actions.isEmpty()) {
        if (found->second.keys != found->second.spec.shortcut) {
            m_unknown[key] = found->second.keys.toString(QKeySequence::PortableText);
        }
        m_entries.erase(found);
    }
    emit changed();
}

QAction* CommandRegistry::find(const QString& key) const
{
    const auto found = m_entries.find(key);
    if (found == m_entries.end() || found->second.actions.isEmpty()) {
        return nullptr;
    }
    const QWidget* focus = QApplication::focusWidget();
    for (QAction* action : found->second.actions) {
        if (focus != nullptr && isRelated(focus, action->parent())) {
            return action;
        }
    }
    for (QAction* action : found->second.actions) {
        const auto* owner = qobject_cast<const QWidget*>(action->parent());
        if (owner != nullptr && owner->isVisible()) {
            return action;
        }
    }
    return found->second.actions.first();
}

void CommandRegistry::noteUsed(const QWidget* owner)
{
    for (auto& [key, entry] : m_entries) {
        std::stable_partition(entry.actions.begin(), entry.actions.end(),
                              [owner](const QAction* action) { return action->parent() == owner; });
    }
}

QList<QAction*> CommandRegistry::all() const
{
    struct Line {
        QString group, text;
        QAction* action;
    };
    std::vector<Line> lines;
    for (const auto& [key, entry] : m_entries) {
        lines.push_back({entry.spec.group(), plainText(entry.spec.text()), find(key)});
    }
    std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) {
        return std::tie(a.group, a.text) < std::tie(b.group, b.text);
    });
    QList<QAction*> actions;
    for (const Line& line : lines) {
        actions.append(line.action);
    }
    return actions;
}

QList<QAction*> CommandRegistry::matching(const QString& typed) const
{
    struct Hit {
        int fit;
        QAction* action;
    };
    std::vector<Hit> hits;
    for (QAction* action : all()) {
        const CommandSpec* known = spec(action->objectName());
        const QString text = plainText(known->text());
        const auto byText = fitOf(typed, text);
        const auto byGroup = fitOf(typed, known->group() + u' ' + text);
        if (byText || byGroup) {
            hits.push_back({std::max(byText.value_or(-1'000'000), byGroup.value_or(-1'000'000)), action});
        }
    }
    std::stable_sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) { return a.fit > b.fit; });
    QList<QAction*> actions;
    for (const Hit& hit : hits) {
        actions.append(hit.action);
    }
    return actions;
}

bool CommandRegistry::shareScope(const Entry& a, const Entry& b) const
{
    if (a.spec.isGlobal || b.spec.isGlobal) {
        return true;
    }
    return std::any_of(a.actions.begin(), a.actions.end(), [&b](const QAction* one) {
        return std::any_of(b.actions.begin(), b.actions.end(), [one](const QAction* other) {
            return isRelated(one->parent(), other->parent()) || isRelated(other->parent(), one->parent());
        });
    });
}

QStringList CommandRegistry::conflictsWith(const QString& key, const QKeySequence& shortcut) const
{
    QStringList keys;
    const auto own = m_entries.find(key);
    for (const auto& [other, entry] : m_entries) {
        const bool meets = own == m_entries.end() || shareScope(own->second, entry);
        if (other != key && meets && clashes(entry.keys, shortcut)) {
            keys.append(other);
        }
    }
    return keys;
}

bool CommandRegistry::setShortcut(const QString& key, const QKeySequence& shortcut)
{
    const auto found = m_entries.find(key);
    if (found == m_entries.end() || found->second.spec.isFixed || !conflictsWith(key, shortcut).isEmpty()
        || (found->second.spec.isGlobal && isTextInput(shortcut))) {
        return false;
    }
    assign(found->second, shortcut);
    emit changed();
    return true;
}

void CommandRegistry::assign(Entry& entry, const QKeySequence& keys)
{
    entry.keys = keys;
    for (QAction* action : entry.actions) {
        action->setShortcut(keys);
    }
}

const CommandSpec* CommandRegistry::spec(const QString& key) const
{
    const auto found = m_entries.find(key);
    return found == m_entries.end() ? nullptr : &found->second.spec;
}

void CommandRegistry::retranslate()
{
    for (auto& [key, entry] : m_entries) {
        for (QAction* action : entry.actions) {
            action->setText(entry.spec.text());
        }
    }
    emit changed();
}

QString CommandRegistry::savedShortcuts() const
{
    std::map<QString, QString> lines = m_unknown;
    for (const auto& [key, entry] : m_entries) {
        if (entry.keys != entry.spec.shortcut) {
            lines[key] = entry.keys.toString(QKeySequence::PortableText);
        }
    }
    QStringList text;
    for (const auto& [key, keys] : lines) {
        text.append(key + u'=' + keys);
    }
    return text.join(u'\n');
}

void CommandRegistry::restoreShortcuts(const QString& text)
{
    m_unknown.clear();
    for (auto& [key, entry] : m_entries) {
        assign(entry, entry.spec.shortcut);
    }
    std::map<QString, QString> wanted;
    for (const QString& line : text.split(u'\n', Qt::SkipEmptyParts)) {
        const qsizetype sign = line.indexOf(u'=');
        if (sign > 0) {
            wanted[line.left(sign)] = line.mid(sign + 1);
        }
    }
    // Freed first, so that two commands may have swapped their keys.
    for (auto& [key, entry] : m_entries) {
        if (wanted.contains(key) && !entry.spec.isFixed) {
            assign(entry, {});
        }
    }
    for (const auto& [key, keys] : wanted) {
        const auto found = m_entries.find(key);
        if (found == m_entries.end()) {
            m_unknown[key] = keys;
        } else if (!setShortcut(key, QKeySequence::fromString(keys, QKeySequence::PortableText))
                   && conflictsWith(key, found->second.spec.shortcut).isEmpty()) {
            assign(found->second, found->second.spec.shortcut);
        }
    }
    emit changed();
}

} // namespace omni::ui
