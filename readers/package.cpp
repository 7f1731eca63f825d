// _rels/.rels names the main part, its own relations the others (ECMA-376, part 2).
#include "readers/package.hpp"

#include <algorithm>
#include <utility>

namespace nianbao::readers {
namespace {

std::string_view folder_of(std::string_view part) {
    const std::size_t slash = part.rfind('/');
    return slash == std::string_view::npos ? std::string_view() : part.substr(0, slash + 1);
}

/// word/document.xml -> word/_rels/document.xml.rels
std::string relations_part(std::string_view part) {
    const std::string_view folder = folder_of(part);
    return std::string(folder).append("_rels/").append(part.substr(folder.size())).append(".rels");
}

/// The part's name that a relation of a part in `folder` means: ../a, /word/a and a.
std::string resolved(std::string_view folder, std::string_view target) {
    std::string path;
    if (target.starts_with('/'))
        target.remove_prefix(1);
    else
        path = folder;
    while (target.starts_with("../") || target.starts_with("./")) {
        const bool up = target.starts_with("../");
        target.remove_prefix(up ? 3 : 2);
        if (up && !path.empty()) path.resize(folder_of(std::string_view(path).substr(0, path.size() - 1)).size());
    }
    return path.append(target);
}

/// <Relationship Id="rId1" Type="http://.../relationships/styles" Target="styles.xml"/>
class Relations final : public XmlEvents {
public:
    Relations(std::string_view folder, const Limits& limits) : folder_(folder), limits_(limits) {}

    Visit start(const XmlName& name, const XmlAttributes& attributes) override {
        if (name.vocabulary != Vocabulary::relationships || name.local != "Relationship") return Visit::enter;
        if (relations.size() == limits_.definitions.most) {
            refused = over_limit(beyond(limits_.definitions));
            return Visit::stop;
        }
        const std::string_view type = attributes.get("Type").value_or("");
        const bool outside = attributes.get("TargetMode") == "External";
        relations.push_back({
            .id = std::string(attributes.get("Id").value_or("")),
            .type = std::string(type.substr(folder_of(type).size())),
            .target = outside ? "" : resolved(folder_, attributes.get("Target").value_or("")),
        });
        return Visit::enter;
    }
    void end(const XmlName&) override {}
    void characters(std::string_view) override {}

    std::vector<Relation> relations;
    Refused refused;

private:
    std::string_view folder_;
    const Limits& limits_;
};

/// The vocabulary of the root element.
class Root final : public XmlEvents {
public:
    Visit start(const XmlName& name, const XmlAttributes&) override {
        vocabulary = name.vocabulary;
        return Visit::stop;
    }
    void end(const XmlName&) override {}
    void characters(std::string_view) override {}

    Vocabulary vocabulary{};
};

std::string target_of(const std::vector<Relation>& relations, std::string_view type) {
    const auto found = std::ranges::find(relations, type, &Relation::type);
    return found == relations.end() ? std::string() : found->target;
}

}  // namespace

Package::Package(std::string_view bytes, const Limits& limits)
    : limits_(limits), archive_(bytes, limits_), refused_(archive_.refused()) {
    if (!refused_) find_main_part();
    if (!refused_ && !main_part_.empty()) relations_ = relations_of(main_part_);
}

void Package::find_main_part() {
    main_part_ = target_of(relations_of(""), "officeDocument");
    for (const std::string_view usual : {"word/document.xml", "xl/workbook.xml"})
        if (main_part_.empty() && archive_.has(usual)) main_part_ = usual;
    if (refused_ || main_part_.empty()) return;
    Root root;
    refused_ = parse(main_part_, root);
    main_vocabulary_ = root.vocabulary;
}

std::vector<Relation> Package::relations_of(std::string_view part) {
    Relations events(folder_of(part), limits_);
    if (Refused refused = parse(relations_part(part), events)) refused_ = std::move(refused);
    if (events.refused) refused_ = std::move(events.refused);
    return std::move(events.relations);
}

std::string Package::part(std::string_view type) const { return target_of(relations_, type); }

Refused Package::parse(std::string_view part, XmlEvents& events) {
    if (part.empty() || !archive_.has(part)) return {};
    const XmlBytes bytes = [&](const auto& take) { return archive_.unpack(part, take); };
    return parse_xml(part, bytes, limits_, events);
}

Refused Package::unpack(std::string_view part, std::string& bytes) {
    if (!archive_.has(part)) return {};
    return archive_.unpack(part, [&](std::string_view piece) {
        bytes += piece;
        return true;
    });
}

}  // namespace nianbao::readers
