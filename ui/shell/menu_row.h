// The top row: the program's sign, the menus, the command field in the middle, the workspace at the right. 30 high.
//
// A menu shows the commands of its group, in the order given; those that were added elsewhere follow. Where room is
// short the field gives way first, then the words of the workspace; the menus' titles all stay.

#pragma once

#include <QStringList>
#include <QWidget>

#include <functional>

class QMenu;
class QMenuBar;
class QPushButton;

namespace omni::ui {

class CommandRegistry;
class MenuButton;
class Theme;

class MenuRow final : public QWidget
{
    Q_OBJECT

public:
    MenuRow(CommandRegistry& commands, Theme& theme, QWidget* parent);

    /// `prefix` "trade": all commands called "trade.…". "-" in `order` is a line. `title` is asked when shown.
    void addMenu(const QString& prefix, std::function<QString()> title, const QStringList& order);
    void setWorkspace(const QString& title);
    void retranslate();
    [[nodiscard]] QWidget* commandField() const;
    [[nodiscard]] QMenuBar& menus() noexcept
    {
        return *m_menus;
    }

signals:
    void paletteAsked();
    /// Before a menu opens: what cannot be done now is to be off.
    void aboutToShow();
    /// The menu of the workspace is to be filled.
    void workspacesAsked(QMenu* menu);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Entry {
        QString prefix;
        std::function<QString()> title;
        QStringList order;
        QMenu* menu = nullptr;
    };
    void fill(const Entry& entry);
    void arrange();
    [[nodiscard]] int menusWidth() const;
    [[nodiscard]] int fieldLeast() const;

    CommandRegistry& m_commands;
    Theme& m_theme;
    QMenuBar* m_menus;
    QPushButton* m_field;
    MenuButton* m_workspace;
    QList<Entry> m_entries;
    QString m_workspaceTitle;
};

} // namespace omni::ui
