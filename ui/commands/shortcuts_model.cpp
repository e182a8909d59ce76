#include "ui/commands/shortcuts_model.h"

#include "ui/commands/fuzzy.h"
#include "ui/commands/registry.h"

namespace omni::ui {

ShortcutsModel::ShortcutsModel(CommandRegistry& commands, QObject* parent)
    : QAbstractTableModel(parent)
    , m_commands(commands)
{
    connect(&commands, &CommandRegistry::changed, this, &ShortcutsModel::reload);
    reload();
}

void ShortcutsModel::reload()
{
    QStringList keys;
    for (const QAction* action : m_commands.all()) {
        keys.append(action->objectName());
    }
    if (keys == m_keys) {
        if (!keys.isEmpty()) {
            emit dataChanged(index(0, 0), index(static_cast<int>(keys.size()) - 1, ColumnCount - 1));
        }
        return;
    }
    beginResetModel();
    m_keys = keys;
    endResetModel();
}

int ShortcutsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_keys.size());
}

int ShortcutsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int{ColumnCount};
}

QVariant ShortcutsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::EditRole)) {
        return {};
    }
    const CommandSpec* spec = m_commands.spec(m_keys[index.row()]);
    const QAction* action = m_commands.find(m_keys[index.row()]);
    if (spec == nullptr || action == nullptr) {
        return {};
    }
    const auto form = role == Qt::EditRole ? QKeySequence::PortableText : QKeySequence::NativeText;
    switch (index.column()) {
    case Command:
        return plainText(spec->text());
    case Group:
        return spec->group();
    case Keys:
        return action->shortcut().toString(form);
    case Default:
        return spec->shortcut.toString(form);
    default:
        return {};
    }
}

QVariant ShortcutsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case Command:
        return tr("Command");
    case Group:
        return tr("Group");
    case Keys:
        return tr("Keys");
    case Default:
        return tr("Default");
    default:
        return {};
    }
}

Qt::ItemFlags ShortcutsModel::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (!index.isValid() || index.column() != Keys) {
        return flags;
    }
    const CommandSpec* spec = m_commands.spec(m_keys[index.row()]);
    return spec != nullptr && !spec->isFixed ? flags | Qt::ItemIsEditable : flags;
}

bool ShortcutsModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (!index.isValid() || index.column() != Keys || role != Qt::EditRole) {
        return false;
    }
    const QString key = m_keys[index.row()];
    const auto keys = QKeySequence::fromString(value.toString(), QKeySequence::PortableText);
    if (m_commands.setShortcut(key, keys)) {
        return true;
    }
    const CommandSpec* spec = m_commands.spec(key);
    const QStringList taken = m_commands.conflictsWith(key, keys);
    if (spec == nullptr || spec->isFixed) {
        emit refused(tr("This shortcut is fixed, so that it works on every computer."));
    } else if (!taken.isEmpty()) {
        emit refused(tr("%1 is taken by \"%2\".")
                         .arg(keys.toString(QKeySequence::NativeText), plainText(m_commands.spec(taken[0])->text())));
    } else {
        emit refused(tr("%1 is a letter that you may want to type. Add Ctrl or Alt.")
                         .arg(keys.toString(QKeySequence::NativeText)));
    }
    return false;
}

} // namespace omni::ui
