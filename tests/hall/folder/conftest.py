"""A small fair folder that is right in everything, for tests to break in one place."""

from __future__ import annotations

from pathlib import Path

import pytest

FILES = {
    "fair.yaml": """\
id: essai
name: {fr: Foire d'essai, ar: معرض تجريبي, en: Trial fair}
year: 2026
starts: 2026-07-03
ends: 2026-07-07
organiser: {name: Organisateur, phone: "0536 12 34 56"}
privacy: {controller: {name: Organisateur}, purpose: Commandes, retention_days: 90,
  hosting_country: MA}
sample: true
""",
    "plan.yaml": """\
hall: {id: h, outline: [[0, 0], [20, 0], [20, 15], [0, 15]]}
doors:
  - {id: d1, kind: entrance, from: [8, 0], to: [12, 0], clear_depth: 3}
  - {id: d2, kind: emergency_exit, from: [12, 15], to: [8, 15], clear_depth: 3}
sectors:
  - {id: terroir, name: {fr: Terroir, ar: المجال, en: Terroir}, colour: "#3a7d44"}
  - {id: crafts, name: {fr: Artisanat, ar: الصناعة التقليدية, en: Crafts}, colour: "#a0522d"}
rules: {profile: house, aisle: 3, main_aisle: 3, max_travel: 50}
""",
    "families.yaml": """\
families:
  - {id: honey, name: {fr: Miel, ar: عسل, en: Honey}, forms: [jar]}
  - id: rug
    name: {fr: Tapis, ar: زربية, en: Rug}
    forms: [rug]
    fields:
      - {id: length_cm, name: {fr: Longueur, ar: الطول, en: Length}, kind: number, unit: cm}
      - {id: width_cm, name: {fr: Largeur, ar: العرض, en: Width}, kind: number, unit: cm}
""",
    "labels.yaml": """\
labels:
  - {id: igp-figuig, name: {fr: IGP Figuig}, law: "25-06", families: [honey], area: [figuig]}
  - {id: igp-argane, name: {fr: IGP Argane}, law: "25-06", area: [souss-massa]}
""",
    "places.yaml": """\
regions:
  oriental: {fr: L'Oriental, ar: الشرق, en: Oriental}
  souss-massa: {fr: Souss-Massa, ar: سوس ماسة, en: Souss-Massa}
provinces:
  figuig: {name: {fr: Figuig, ar: فجيج, en: Figuig}, region: oriental}
  berkane: {name: {fr: Berkane, ar: بركان, en: Berkane}, region: oriental}
countries:
  MA: {fr: Maroc, ar: المغرب, en: Morocco}
  FR: {fr: France, ar: فرنسا, en: France}
""",
    "delivery.yaml": """\
modes:
  - {id: collect_fair, name: {fr: À la foire}, needs_address: no}
  - id: parcel
    name: {fr: Colis}
    needs_address: yes
    fees: [{zone: maroc, up_to_g: 5000, fee: 35}]
zones: {maroc: [MA]}
notes: []
""",
    "synonyms.yaml": "groups:\n  - [miel, عسل, 3sel, honey]\n",
    "exhibitors.csv": """\
id,name_fr,name_ar,name_en,kind,sector,province,phone,width_m,depth_m
coop-a,Coopérative A,تعاونية أ,Cooperative A,cooperative,terroir,figuig,0661234567,3,3
coop-b,Coopérative B,تعاونية ب,Cooperative B,cooperative,crafts,berkane,0661234568,4,3
""",
    "products.csv": """\
id,exhibitor,family,name_fr,name_ar,name_en,price,net_quantity,net_unit,price_date
miel,coop-a,honey,Miel,عسل,Honey,85.50,500,g,2026-06-20
""",
    "programme.csv": """\
id,date,start,end,room,title_fr,title_ar,title_en,exhibitors
ouverture,2026-07-03,09:30,10:30,Salle 1,Ouverture,الافتتاح,Opening,coop-a
""",
}


class FairFolder:
    """The folder of the fair under test."""

    def __init__(self, path: Path) -> None:
        self.path = path
        (path / "media").mkdir(parents=True)
        for name, text in FILES.items():
            (path / name).write_text(text, encoding="utf-8")

    def write(self, name: str, content: str | bytes) -> None:
        data = content.encode() if isinstance(content, str) else content
        (self.path / name).write_bytes(data)

    def replace(self, name: str, old: str, new: str) -> None:
        text = (self.path / name).read_text(encoding="utf-8")
        assert old in text
        self.write(name, text.replace(old, new))


@pytest.fixture
def fair(tmp_path: Path) -> FairFolder:
    return FairFolder(tmp_path / "fair")
