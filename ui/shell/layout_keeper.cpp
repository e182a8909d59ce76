#include "ui/shell/layout_keeper.h"

#include "ui/bridge/engine_link.h"
#include "ui/shell/workspaces.h"

#include <QDateTime>
#include <QJsonDocument>

#include <algorithm>
#include <utility>

namespace omni::ui {

namespace {

/// Zero: not told.
std::int64_t savedAt(const std::string& text)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(text)).object()[u"saved"_qs].toInteger();
}

void forEachPlace(LayoutNode& node, const std::function<void(PanePlace&)>& visit)
{
    std::for_each(node.panes.begin(), node.panes.end(), visit);
    for (LayoutNode& child : node.children) {
        forEachPlace(child, visit);
    }
}

void forEachPlace(WorkspaceLayout& layout, const std::function<void(PanePlace&)>& visit)
{
    forEachPlace(layout.root, visit);
    for (FloatingPlace& place : layout.floating) {
        forEachPlace(place.stack, visit);
    }
}

/// Only where panes stand and how they are linked, not what is chosen in them.
WorkspaceLayout placesOf(WorkspaceLayout layout)
{
    forEachPlace(layout, [](PanePlace& place) {
        place.state = {};
        place.instrument.clear();
    });
    return layout;
}

/// A pane that is in both looks in `to` as it does in `from`.
void carryChoices(WorkspaceLayout from, WorkspaceLayout& to)
{
    std::map<QString, PanePlace> chosen;
    forEachPlace(from, [&chosen](const PanePlace& place) { chosen[place.id] = place; });
    forEachPlace(to, [&chosen](PanePlace& place) {
        const auto found = chosen.find(place.id);
        if (found == chosen.end()) {
            return;
        }
        const PanePlace& last = found->second;
        place.state = last.state.isEmpty() ? place.state : last.state;
        const bool isOnItsOwn = place.group == LinkGroup::None && last.group == LinkGroup::None;
        place.instrument = isOnItsOwn ? last.instrument : place.instrument;
    });
}

std::vector<OwnWorkspace>::const_iterator ownOf(const LayoutDocument& document, const QString& key)
{
    return std::find_if(document.own.begin(), document.own.end(),
                        [&key](const OwnWorkspace& one) { return one.key == key; });
}

} // namespace

LayoutKeeper::LayoutKeeper(runtime::TerminalLink& link, IsPane isPane, QObject* parent, Now now)
    : QObject(parent)
    , m_link(link)
    , m_isPane(std::move(isPane))
    , m_now(now ? std::move(now) : [] { return std::int64_t{QDateTime::currentSecsSinceEpoch()}; })
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(quietMs);
    connect(&m_timer, &QTimer::timeout, this, &LayoutKeeper::flush);
}

QStringList LayoutKeeper::load(const std::function<QString(std::int64_t)>& timeOf)
{
    const auto newest = m_link.file(fileName);
    if (!newest) {
        return {};
    }
    QStringList notes;
    if (auto document = layoutFromJson(QByteArray::fromStdString(*newest), m_isPane, notes)) {
        m_document = std::move(*document);
        return notes;
    }
    for (const std::string& earlier : m_link.earlierFiles(fileName)) {
        notes.clear();
        if (auto document = layoutFromJson(QByteArray::fromStdString(earlier), m_isPane, notes)) {
            m_document = std::move(*document);
            const std::int64_t at = savedAt(earlier);
            notes.prepend(
                at > 0 ? tr("Layout file damaged. Loaded the version from %1 instead. Nothing else is affected.")
                             .arg(timeOf(at))
                       : tr("Layout file damaged. Loaded an earlier version instead. Nothing else is affected."));
            return notes;
        }
    }
    return {tr("Layout file damaged, and no earlier version can be read. The default layout is shown. Nothing else is "
               "affected.")};
}

QStringList LayoutKeeper::keys() const
{
    QStringList all;
    for (const WorkspaceInfo& info : allWorkspaces()) {
        all.append(QString::fromLatin1(info.key));
    }
    for (const OwnWorkspace& own : m_document.own) {
        all.append(own.key);
    }
    return all;
}

QString LayoutKeeper::titleOf(const QString& workspace) const
{
    const auto own = ownOf(m_document, workspace);
    return own != m_document.own.end() ? own->title : workspaceTitle(workspace);
}

bool LayoutKeeper::isOwn(const QString& workspace) const
{
    return ownOf(m_document, workspace) != m_document.own.end();
}

LayoutKeeper::TitleFault LayoutKeeper::faultOf(const QString& typed, const QString& except) const
{
    if (typed.size() > longestWorkspaceTitle) {
        return TitleFault::TooLong;
    }
    const QString title = workspaceTitleFrom(typed);
    if (title.isEmpty()) {
        return TitleFault::Empty;
    }
    const QStringList all = keys();
    const bool isTaken = std::any_of(all.begin(), all.end(), [&](const QString& key) {
        return key != except && titleOf(key).compare(title, Qt::CaseInsensitive) == 0;
    });
    return isTaken ? TitleFault::Taken : TitleFault::None;
}

bool LayoutKeeper::isFull() const noexcept
{
    return m_document.own.size() >= static_cast<std::size_t>(mostOwnWorkspaces);
}

QString LayoutKeeper::add(const QString& title)
{
    QString key;
    for (int number = 1; number <= mostOwnWorkspaces && key.isEmpty(); ++number) {
        key = isOwn(ownWorkspaceKey(number)) ? QString() : ownWorkspaceKey(number);
    }
    if (key.isEmpty() || faultOf(title) != TitleFault::None) {
        return {};
    }
    const WorkspaceLayout look = layout();
    m_document.own.push_back({key, workspaceTitleFrom(title)});
    m_document.workspaces[key] = look;
    m_document.current = key;
    touch();
    return key;
}

void LayoutKeeper::rename(const QString& workspace, const QString& title)
{
    const auto own = ownOf(m_document, workspace);
    if (own != m_document.own.end() && faultOf(title, workspace) == TitleFault::None) {
        m_document.own[static_cast<std::size_t>(own - m_document.own.begin())].title = workspaceTitleFrom(title);
        touch();
    }
}

void LayoutKeeper::remove(const QString& workspace)
{
    if (!isOwn(workspace)) {
        return;
    }
    std::erase_if(m_document.own, [&workspace](const OwnWorkspace& one) { return one.key == workspace; });
    m_document.workspaces.erase(workspace);
    m_before.erase(workspace);
    touch();
}

QString LayoutKeeper::current() const
{
    return keys().contains(m_document.current) ? m_document.current : QString::fromLatin1(allWorkspaces().front().key);
}

void LayoutKeeper::setCurrent(const QString& workspace)
{
    if (keys().contains(workspace) && workspace != m_document.current) {
        m_document.current = workspace;
        touch();
    }
}

WorkspaceLayout LayoutKeeper::layout() const
{
    return layoutOf(current());
}

WorkspaceLayout LayoutKeeper::layoutOf(const QString& workspace) const
{
    const auto found = m_document.workspaces.find(workspace);
    return found != m_document.workspaces.end() ? found->second : defaultLayout(workspace, m_isPane);
}

void LayoutKeeper::note(const WorkspaceLayout& layout)
{
    const WorkspaceLayout before = this->layout();
    if (layout == before) {
        return;
    }
    if (placesOf(layout) != placesOf(before)) {
        auto& list = m_before[current()];
        list.push_back(before);
        if (list.size() > mostUndo) {
            list.erase(list.begin());
        }
    }
    m_document.workspaces[current()] = layout;
    touch();
}

void LayoutKeeper::noteChoices(const WorkspaceLayout& now)
{
    const WorkspaceLayout before = layout();
    WorkspaceLayout after = before;
    carryChoices(now, after);
    if (after != before) {
        m_document.workspaces[current()] = std::move(after);
        touch();
    }
}

bool LayoutKeeper::canUndo() const
{
    const auto found = m_before.find(current());
    return found != m_before.end() && !found->second.empty();
}

std::optional<WorkspaceLayout> LayoutKeeper::undo()
{
    if (!canUndo()) {
        return std::nullopt;
    }
    auto& list = m_before[current()];
    WorkspaceLayout earlier = std::move(list.back());
    list.pop_back();
    carryChoices(layout(), earlier);
    m_document.workspaces[current()] = earlier;
    touch();
    return earlier;
}

WorkspaceLayout LayoutKeeper::reset()
{
    WorkspaceLayout fresh = defaultLayout(current(), m_isPane);
    note(fresh);
    return fresh;
}

void LayoutKeeper::noteWindow(const QRect& rect, bool isMaximized)
{
    if (rect == m_document.window && isMaximized == m_document.isMaximized) {
        return;
    }
    m_document.window = rect;
    m_document.isMaximized = isMaximized;
    touch();
}

void LayoutKeeper::noteRecent(const QStringList& ids)
{
    m_document.recent = ids;
    touch();
}

void LayoutKeeper::noteSymbol(const QString& group, const QString& name)
{
    if (m_document.symbols[group] != name) {
        m_document.symbols[group] = name;
        touch();
    }
}

void LayoutKeeper::touch()
{
    m_isDirty = true;
    m_timer.start();
}

void LayoutKeeper::flush()
{
    m_timer.stop();
    if (!m_isDirty) {
        return;
    }
    m_isDirty = false;
    QJsonObject root = QJsonDocument::fromJson(toJson(m_document)).object();
    root[u"saved"_qs] = static_cast<qint64>(m_now());
    m_link.keepFile(fileName, QJsonDocument(root).toJson(QJsonDocument::Indented).toStdString());
}

} // namespace omni::ui
